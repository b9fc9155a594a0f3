/** How a document writes values: only as literals in quotes, or bare as well. */
export type Writing = 'code' | 'settings' | 'prose';

const code = new Set(
  'ts tsx mts cts js jsx mjs cjs py pyi go java kt kts cs fs vb php rb rs swift scala c h cc cpp hpp hh m mm dart lua ex exs erl groovy gradle r jl pl pm clj cljs hs elm vue svelte astro sol zig nim tf tofu hcl bicep json jsonc json5 ipynb toml ps1 psm1 graphql graphqls gql proto cue jsonnet dhall nix'.split(
    ' ',
  ),
);
const prose = new Set('md mdx markdown rst adoc txt html htm erb haml pug ejs hbs tex org log csv tsv svg'.split(' '));

export function writingOf(uri: string): Writing {
  const dot = uri.lastIndexOf('.');
  if (dot <= uri.lastIndexOf('/')) return 'settings';
  const extension = uri.slice(dot + 1).toLowerCase();
  if (code.has(extension)) return 'code';
  return prose.has(extension) ? 'prose' : 'settings';
}

/** Where texts are kept in the languages that people read them in. */
export const isTranslation = (uri: string): boolean =>
  /(?:^|[/_.-])(?:i18n|l10n|locales?|langs?|languages?|translations?)[/_.-]|(?:^|\/)messages_[a-z]{2}\w*\.properties$/i.test(uri);

/** Where values are made for tests, examples and pages: a secret there is worth a look and no alarm. */
export const isTestPath = (uri: string): boolean =>
  /(?:^|[/_.-])(?:[Tt]ests?|[Tt]esting|testdata|test-?fixtures?|[Ff]ixtures?|[Ss]pecs?|__tests__|__mocks__|mocks?|e2e|examples?|samples?|demos?|docs?|documentation|cassettes?|i18n|locales?|benchmarks?|tutorials?|quickstart)(?:[/_.-]|$)|^(?:t|integration)\/|(?:^|\/)(?:unit|(?!latest|contest|protest|attest|fastest|greatest)[a-z]{3,12}tests?)\/|[a-z](?:Tests?|TestCases?)(?:\/|\.[a-z]+$)|(?:_test|_spec|Tests?|Spec)\.[a-z]+$|\.(?:md|mdx|rst|adoc)$/.test(
    uri,
  );
