import type { Language } from './language.ts';
import { languages } from './languages.ts';

type Key = keyof typeof languages;

/** By extension, in lower case. Where several languages share one, the one that is met most. */
const extensions: Record<Key, string> = {
  python: 'py pyi pyw py3',
  starlark: 'bzl star bazel',
  c: 'c h',
  cpp: 'cc cpp cxx hpp hh hxx ino cu',
  objectiveC: 'm mm',
  javascript: 'js jsx mjs cjs',
  typescript: 'ts tsx mts cts',
  shell: 'sh bash zsh ksh bats fish',
  sql: 'sql psql pgsql mysql ddl dml',
  go: 'go',
  java: 'java',
  kotlin: 'kt kts',
  groovy: 'groovy gradle gvy jenkinsfile',
  scala: 'scala sc sbt',
  csharp: 'cs csx cshtml razor',
  fsharp: 'fs fsx fsi',
  visualBasic: 'vb vbs bas',
  php: 'php php5 phtml inc',
  ruby: 'rb rake gemspec ru podspec jbuilder',
  crystal: 'cr',
  rust: 'rs',
  swift: 'swift',
  dart: 'dart',
  powershell: 'ps1 psm1 psd1',
  lua: 'lua',
  perl: 'pl pm t',
  elixir: 'ex exs',
  erlang: 'erl hrl',
  r: 'r',
  julia: 'jl',
  haskell: 'hs',
  clojure: 'clj cljs cljc edn',
  lisp: 'lisp el scm rkt',
  ocaml: 'ml mli',
  zig: 'zig',
  nim: 'nim',
  solidity: 'sol',
  pascal: 'pas dpr',
  nix: 'nix',
  hcl: 'tf tfvars hcl tofu nomad',
  protobuf: 'proto',
  graphql: 'graphql gql',
  css: 'css',
  sass: 'scss less sass',
  cmake: 'cmake',
  makefile: 'mk mak make',
  nginx: 'nginx nginxconf',
  yaml: 'yaml yml',
  toml: 'toml',
  json: 'json geojson ipynb har webmanifest tfstate avsc',
  jsonc: 'jsonc json5 code-workspace',
  xml: 'xml xsd xsl xslt svg csproj vbproj fsproj props targets config plist resx nuspec pom wsdl storyboard xib',
  html: 'html htm xhtml vue svelte astro',
  markdown: 'md mdx markdown',
  ini: 'ini cfg cnf inf desktop gitconfig editorconfig reg',
  properties: 'properties',
  dotenv: 'env',
  dockerfile: 'dockerfile',
  hashed: 'conf pem crontab service gitignore dockerignore',
  batch: 'bat cmd',
  vim: 'vim',
  tex: 'tex sty',
  handlebars: 'hbs handlebars mustache',
  jinja: 'j2 jinja jinja2',
  erb: 'erb',
};

/** By whole name, in lower case. */
const names: Partial<Record<Key, string>> = {
  makefile: 'makefile gnumakefile justfile',
  dockerfile: 'dockerfile containerfile',
  groovy: 'jenkinsfile',
  ruby: 'gemfile rakefile vagrantfile podfile fastfile brewfile guardfile capfile',
  starlark: 'build workspace tiltfile',
  cmake: 'cmakelists.txt',
  shell: '.bashrc .bash_profile .bash_aliases .bash_history .zshrc .zshenv .zprofile .profile .envrc bashrc zshrc profile',
  dotenv: '.env',
  ini: '.gitconfig .npmrc .pypirc .editorconfig .s3cfg .pgpass .my.cnf .boto .flake8 .coveragerc credentials',
  hashed: 'codeowners .gitignore .dockerignore .gitattributes .netrc netrc requirements.txt crontab hosts pipfile',
  jsonc: 'tsconfig.json jsconfig.json devcontainer.json .eslintrc .eslintrc.json .babelrc',
  toml: 'cargo.lock poetry.lock',
  yaml: '.clang-format .clang-tidy .yamllint',
};

const byWord = (table: Partial<Record<Key, string>>): Map<string, Language> =>
  new Map(Object.entries(table).flatMap(([key, words]) => words.split(' ').map(word => [word, languages[key as Key]] as const)));
let extensionOf: Map<string, Language> | undefined;
let nameOf: Map<string, Language> | undefined;

/**
 * The language of a document by its name; undefined where it says nothing. `.env.local`, `Dockerfile.dev` and `app.conf.example` are what
 * they are named after.
 */
export function languageOf(uri: string): Language | undefined {
  nameOf ??= byWord(names);
  extensionOf ??= byWord(extensions);
  const name = uri.slice(uri.lastIndexOf('/') + 1).toLowerCase();
  const found = nameOf.get(name);
  if (found) return found;
  if (name.startsWith('.env')) return languages.dotenv;
  const [first, ...rest] = name.split('.');
  for (const extension of rest.reverse()) {
    const language = extensionOf.get(extension);
    if (language) return language;
    if (!/^(?:example|sample|template|tmpl|tpl|dist|bak|backup|orig|old|local|dev|prod|test|in|default|lock)$/.test(extension)) break;
  }
  return /^(?:dockerfile|containerfile|makefile|jenkinsfile)$/.test(first ?? '') ? nameOf.get(first!) : undefined;
}
