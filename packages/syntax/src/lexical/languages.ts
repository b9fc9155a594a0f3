import type { CommentForm, Language, StringForm } from './language.ts';

const slashes: CommentForm[] = [{ line: '//' }, { open: '/*', close: '*/' }];
const nestedSlashes: CommentForm[] = [{ line: '//' }, { open: '/*', close: '*/', nests: true }];
const hash: CommentForm[] = [{ line: '#' }];

const double: StringForm = { open: '"', close: '"', escape: 'backslash' };
const single: StringForm = { open: "'", close: "'", escape: 'backslash' };
const tripleDouble: StringForm = { open: '"""', close: '"""', escape: 'backslash', lines: true };
const tripleSingle: StringForm = { open: "'''", close: "'''", escape: 'backslash', lines: true };
const dollar = { holes: ['${', '$'] } satisfies Partial<StringForm>;
const lines = { lines: true } satisfies Partial<StringForm>;

const python: Language = {
  name: 'Python',
  comments: hash,
  strings: [tripleDouble, tripleSingle, double, single],
  prefixes: { r: 'raw', b: 'plain', u: 'plain', f: 'holes', t: 'holes', rb: 'raw', br: 'raw', fr: 'raw-holes', rf: 'raw-holes' },
  types: 'after-colon',
};
const c: Language = {
  name: 'C',
  comments: slashes,
  strings: [double],
  special: ['character'],
  prefixes: { L: 'plain', u: 'plain', U: 'plain', u8: 'plain' },
};
const javascript: Language = {
  name: 'JavaScript',
  comments: slashes,
  strings: [
    { open: '`', close: '`', escape: 'backslash', lines: true, drops: true, holes: ['${'] },
    { ...double, drops: true },
    { ...single, drops: true },
  ],
  nameStart: '$',
  types: 'after-colon',
  regex: true,
};
const shell: Language = {
  name: 'shell',
  comments: hash,
  strings: [
    { ...double, ...lines, holes: ['${', '$(', '$'] },
    { open: "'", close: "'", escape: 'none', lines: true },
  ],
  special: ['shell-heredoc'],
  shell: true,
};
const sql: Language = {
  name: 'SQL',
  comments: [{ line: '--' }, { open: '/*', close: '*/' }],
  strings: [
    { open: "'", close: "'", escape: 'doubled', lines: true },
    { open: '"', close: '"', escape: 'doubled' },
    { open: '`', close: '`', escape: 'doubled' },
  ],
  special: ['sql-dollar'],
};

/** Languages whose strings idlint tells apart. */
const programming = {
  python,
  c,
  javascript,
  shell,
  sql,
  typescript: { ...javascript, name: 'TypeScript' },
  cpp: { ...c, name: 'C++', special: ['cpp-raw', 'character'] },
  objectiveC: { ...c, name: 'Objective-C', nameStart: '@' },
  go: {
    name: 'Go',
    comments: slashes,
    strings: [{ open: '`', close: '`', escape: 'none', lines: true }, double],
    special: ['character'],
    types: 'after-name',
  },
  java: { name: 'Java', comments: slashes, strings: [tripleDouble, double], special: ['character'], nameStart: '$@' },
  kotlin: {
    name: 'Kotlin',
    comments: nestedSlashes,
    strings: [
      { open: '"""', close: '"""', escape: 'none', lines: true, ...dollar },
      { ...double, ...dollar },
    ],
    special: ['character'],
    nameStart: '@',
    types: 'after-colon',
  },
  groovy: {
    name: 'Groovy',
    comments: slashes,
    strings: [{ ...tripleDouble, ...dollar }, tripleSingle, { ...double, ...dollar }, single],
    nameStart: '@',
    regex: true,
  },
  scala: {
    name: 'Scala',
    comments: nestedSlashes,
    strings: [{ ...tripleDouble, escape: 'none' }, double],
    special: ['character'],
    anyPrefix: true,
    nameStart: '@',
    types: 'after-colon',
  },
  csharp: { name: 'C#', comments: slashes, strings: [double], special: ['csharp', 'character'], nameStart: '@' },
  fsharp: {
    name: 'F#',
    comments: [{ line: '//' }, { open: '(*', close: '*)', nests: true }],
    strings: [tripleDouble, { ...double, ...lines }],
    special: ['character'],
    types: 'after-colon',
  },
  visualBasic: { name: 'Visual Basic', comments: [{ line: "'" }], strings: [{ open: '"', close: '"', escape: 'doubled' }] },
  php: {
    name: 'PHP',
    comments: [{ line: '//' }, { line: '#' }, { open: '/*', close: '*/' }],
    strings: [
      { ...double, ...lines, holes: ['${', '{', '$'] },
      { ...single, ...lines },
    ],
    special: ['php-heredoc'],
    nameStart: '$',
    island: { open: '<?', close: '?>' },
  },
  ruby: {
    name: 'Ruby',
    comments: [{ line: '#' }, { open: '\n=begin', close: '\n=end' }],
    strings: [
      { ...double, ...lines, holes: ['#{'] },
      { ...single, ...lines },
      { open: '`', close: '`', escape: 'backslash', holes: ['#{'] },
    ],
    special: ['ruby-heredoc', 'percent-literal'],
    nameStart: '@$',
    namePart: '?!',
    regex: true,
  },
  crystal: {
    name: 'Crystal',
    comments: hash,
    strings: [{ ...double, ...lines, holes: ['#{'] }],
    special: ['character', 'percent-literal'],
    nameStart: '@',
    namePart: '?!',
    types: 'after-colon',
  },
  rust: {
    name: 'Rust',
    comments: nestedSlashes,
    strings: [{ ...double, ...lines }],
    special: ['rust-raw', 'character'],
    prefixes: { b: 'plain', c: 'plain' },
    types: 'after-colon',
  },
  swift: {
    name: 'Swift',
    comments: nestedSlashes,
    strings: [
      { ...tripleDouble, holes: ['\\('] },
      { ...double, holes: ['\\('] },
    ],
    special: ['swift-raw'],
    nameStart: '@',
    types: 'after-colon',
  },
  dart: {
    name: 'Dart',
    comments: nestedSlashes,
    strings: [
      { ...tripleDouble, ...dollar },
      { ...tripleSingle, ...dollar },
      { ...double, ...dollar },
      { ...single, ...dollar },
    ],
    prefixes: { r: 'raw' },
    nameStart: '@$',
  },
  powershell: {
    name: 'PowerShell',
    comments: [{ line: '#' }, { open: '<#', close: '#>' }],
    strings: [
      { open: '@"\n', close: '\n"@', escape: 'backtick', lines: true, holes: ['$(', '${', '$'] },
      { open: "@'\n", close: "\n'@", escape: 'none', lines: true },
      { open: '"', close: '"', escape: 'backtick', lines: true, holes: ['$(', '${', '$'] },
      { open: "'", close: "'", escape: 'doubled', lines: true },
    ],
    nameStart: '$',
    namePart: '-:',
  },
  lua: { name: 'Lua', comments: [{ line: '--' }, { open: '--[[', close: ']]' }], strings: [double, single], special: ['lua-long'] },
  perl: {
    name: 'Perl',
    comments: [{ line: '#' }, { open: '\n=pod', close: '\n=cut' }],
    strings: [
      { ...double, ...lines, holes: ['${', '$'] },
      { ...single, ...lines },
    ],
    special: ['perl-quote', 'ruby-heredoc'],
    nameStart: '$@%',
    regex: true,
  },
  elixir: {
    name: 'Elixir',
    comments: hash,
    strings: [{ ...tripleDouble, holes: ['#{'] }, tripleSingle, { ...double, ...lines, holes: ['#{'] }, single],
    special: ['elixir-sigil'],
    nameStart: '@',
    namePart: '?!',
  },
  erlang: { name: 'Erlang', comments: [{ line: '%' }], strings: [{ ...double, ...lines }, single] },
  r: { name: 'R', comments: hash, strings: [double, single], namePart: '.' },
  julia: {
    name: 'Julia',
    comments: [{ line: '#' }, { open: '#=', close: '=#', nests: true }],
    strings: [
      { ...tripleDouble, ...dollar },
      { ...double, ...lines, ...dollar },
    ],
    special: ['character'],
    types: 'after-colon',
  },
  haskell: {
    name: 'Haskell',
    comments: [{ line: '--' }, { open: '{-', close: '-}', nests: true }],
    strings: [double],
    special: ['character'],
    namePart: "'",
  },
  clojure: { name: 'Clojure', comments: [{ line: ';' }], strings: [{ ...double, ...lines }], namePart: '-*+!?.' },
  lisp: {
    name: 'Lisp',
    comments: [{ line: ';' }, { open: '#|', close: '|#', nests: true }],
    strings: [{ ...double, ...lines }],
    namePart: '-*+!?',
  },
  ocaml: {
    name: 'OCaml',
    comments: [{ open: '(*', close: '*)', nests: true }],
    strings: [{ ...double, ...lines }],
    special: ['character'],
    types: 'after-colon',
  },
  zig: { name: 'Zig', comments: [{ line: '//' }], strings: [double], special: ['character'], nameStart: '@', types: 'after-colon' },
  nim: {
    name: 'Nim',
    comments: [{ line: '#' }, { open: '#[', close: ']#', nests: true }],
    strings: [tripleDouble, double],
    special: ['character'],
    prefixes: { r: 'raw' },
    types: 'after-colon',
  },
  solidity: { name: 'Solidity', comments: slashes, strings: [double, single], prefixes: { hex: 'plain', unicode: 'plain' } },
  pascal: {
    name: 'Pascal',
    comments: [{ line: '//' }, { open: '{', close: '}' }, { open: '(*', close: '*)' }],
    strings: [{ open: "'", close: "'", escape: 'doubled' }],
    types: 'after-colon',
  },
  nix: {
    name: 'Nix',
    comments: [{ line: '#' }, { open: '/*', close: '*/' }],
    strings: [
      { open: "''", close: "''", escape: 'none', lines: true, holes: ['${'] },
      { ...double, ...lines, holes: ['${'] },
    ],
    namePart: "-'",
  },
  starlark: { ...python, name: 'Starlark' },
  hcl: {
    name: 'HCL',
    comments: [{ line: '#' }, { line: '//' }, { open: '/*', close: '*/' }],
    strings: [{ ...double, holes: ['${'] }],
    special: ['shell-heredoc'],
    namePart: '-',
  },
  protobuf: { name: 'Protocol Buffers', comments: slashes, strings: [double, single] },
  graphql: { name: 'GraphQL', comments: hash, strings: [tripleDouble, double], nameStart: '$@' },
  css: { name: 'CSS', comments: [{ open: '/*', close: '*/' }], strings: [double, single], namePart: '-' },
  sass: { name: 'Sass', comments: slashes, strings: [double, single], nameStart: '$@', namePart: '-' },
  cmake: { name: 'CMake', comments: hash, strings: [{ ...double, ...lines, holes: ['${'] }] },
  makefile: { name: 'Makefile', comments: hash, strings: [{ ...double, holes: ['$('] }, single] },
  nginx: {
    name: 'nginx',
    comments: hash,
    strings: [
      { ...double, ...lines },
      { ...single, ...lines },
    ],
    nameStart: '$',
  },
} satisfies Record<string, Language>;

const known = (name: string, ...comments: CommentForm[]): Language => ({ name, comments, strings: [] });

/** Formats of which only the comments are known here: their values are read by readers of their own, or not at all. */
const others = {
  yaml: known('YAML', { line: '#' }),
  toml: known('TOML', { line: '#' }),
  json: known('JSON'),
  jsonc: known('JSON with comments', { line: '//' }, { open: '/*', close: '*/' }),
  xml: known('XML', { open: '<!--', close: '-->' }),
  html: known('HTML', { open: '<!--', close: '-->' }),
  markdown: known('Markdown', { open: '<!--', close: '-->' }),
  ini: known('INI', { line: ';' }, { line: '#' }),
  properties: known('properties', { line: '#' }, { line: '!' }),
  dotenv: known('dotenv', { line: '#' }),
  dockerfile: known('Dockerfile', { line: '#' }),
  hashed: known('text with # comments', { line: '#' }),
  batch: known('batch', { line: 'REM ' }, { line: '::' }),
  vim: known('Vim script', { line: '"' }),
  tex: known('TeX', { line: '%' }),
  handlebars: known('Handlebars', { open: '{{!--', close: '--}}' }),
  jinja: known('Jinja', { open: '{#', close: '#}' }),
  erb: known('ERB', { open: '<%#', close: '%>' }),
} satisfies Record<string, Language>;

export const languages: Record<keyof typeof programming | keyof typeof others, Language> = { ...programming, ...others };
