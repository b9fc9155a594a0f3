import { type Condition, type Fact, type Inventory, knownValue, type Principal, type Resource, type Trust } from '@idlint/model';

/** Who signs the tokens that a trust accepts. */
export interface Issuer {
  /** As condition keys begin with it: `token.actions.githubusercontent.com`; undefined where it is not known. */
  host: string | undefined;
  /** Kubernetes clusters have rules of their own; consumers' providers and SAML sign in people. */
  kind: 'ci' | 'kubernetes' | 'people' | 'unknown';
  /** Whether everybody who has an account there gets tokens of the same issuer, so that only the subject tells them apart. */
  shared: boolean;
  /** In a sentence. */
  title: string;
  principal: Principal;
  provider: Resource | undefined;
}

interface KnownIssuer {
  host: RegExp;
  title: string;
  kind: Issuer['kind'];
  shared: boolean;
}

/** From the providers' own documentation of OpenID Connect for clouds. */
const knownIssuers: KnownIssuer[] = [
  { host: /^token\.actions\.githubusercontent\.com$/, title: 'GitHub Actions', kind: 'ci', shared: true },
  { host: /^token\.actions\.githubusercontent\.com\/./, title: 'GitHub Actions of one enterprise', kind: 'ci', shared: false },
  { host: /^gitlab\.com$/, title: 'GitLab CI', kind: 'ci', shared: true },
  { host: /^app\.terraform\.io$/, title: 'HCP Terraform', kind: 'ci', shared: true },
  { host: /^agent\.buildkite\.com$/, title: 'Buildkite', kind: 'ci', shared: true },
  { host: /^oidc\.circleci\.com\/org\//, title: 'CircleCI', kind: 'ci', shared: false },
  { host: /^api\.bitbucket\.org\//, title: 'Bitbucket Pipelines', kind: 'ci', shared: false },
  { host: /^api\.pulumi\.com\/oidc$/, title: 'Pulumi', kind: 'ci', shared: true },
  { host: /^oidc\.vercel\.com/, title: 'Vercel', kind: 'ci', shared: false },
  { host: /^vstoken\.dev\.azure\.com\//, title: 'Azure Pipelines', kind: 'ci', shared: false },
  {
    host: /^oidc\.eks\.|^container\.googleapis\.com\/|\.oic\.prod-aks\.azure\.com/,
    title: 'a Kubernetes cluster',
    kind: 'kubernetes',
    shared: false,
  },
  {
    host: /^(?:cognito-identity\.amazonaws\.com|graph\.facebook\.com|www\.amazon\.com|accounts\.google\.com)$/,
    title: 'people',
    kind: 'people',
    shared: true,
  },
];

/** The issuers of a trust's federated principals, by ARN, by the provider that the workspace declares, else by the keys of the conditions. */
export function issuersOf(trust: Trust, inventory: Inventory): Issuer[] {
  return trust.principals.items.filter(({ who }) => who === 'federated').map(principal => issuerOf(principal, trust, inventory));
}

function issuerOf(principal: Principal, trust: Trust, inventory: Inventory): Issuer {
  const provider = principal.name ? inventory.named(principal.name).find(isProvider) : undefined;
  const host = hostOf(principal) ?? hostOfUrl(provider) ?? hostInKeys(trust.conditions.items);
  const subjects = subjectConditions(trust.conditions.items, undefined);
  const known = host === undefined ? undefined : knownIssuers.find(issuer => issuer.host.test(host));
  if (known) return { host, title: known.title, kind: known.kind, shared: known.shared, principal, provider };
  if (isSaml(principal)) return { host, title: 'a SAML provider', kind: 'people', shared: false, principal, provider };
  const cluster = subjects.some(({ values }) =>
    values.items.some(value => /^system:serviceaccount:/.test(knownValue(value) ?? prefixOf(value))),
  );
  if (cluster) return { host, title: 'a Kubernetes cluster', kind: 'kubernetes', shared: false, principal, provider };
  return { host, title: host ?? 'the provider', kind: host ? 'ci' : 'unknown', shared: false, principal, provider };
}

const isProvider = (fact: Fact): fact is Resource => fact.kind === 'resource' && fact.type === 'oidc-provider';
const prefixOf = (value: { prefix?: string } | object): string =>
  'prefix' in value && typeof value.prefix === 'string' ? value.prefix : '';

const textOf = ({ written }: Principal): string =>
  written.kind === 'known' ? written.value : written.kind === 'unknown' ? (written.suffix ?? '') : '';

const isSaml = (principal: Principal): boolean => /:saml-provider\/|saml/i.test(textOf(principal) || (principal.name ?? ''));

function hostOf(principal: Principal): string | undefined {
  const text = textOf(principal);
  const provider = /oidc-provider\/(.+)$/.exec(text)?.[1];
  if (provider) return provider.toLowerCase();
  // A name without a dot is that of a mount, not of a host.
  return principal.written.kind === 'known' && text.includes('.') && !text.startsWith('arn:') ? hostIn(text) : undefined;
}

const hostIn = (url: string): string =>
  url
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .toLowerCase();

/** A multi-tenant issuer by its URL; undefined where each customer has one of his own, or nobody knows. */
export const sharedIssuer = (url: string): string | undefined =>
  knownIssuers.find(({ host, kind, shared }) => kind === 'ci' && shared && host.test(hostIn(url)))?.title;

function hostOfUrl(provider: Resource | undefined): string | undefined {
  const url = provider?.settings.url;
  return url?.kind === 'known' ? hostIn(String(url.value)) : undefined;
}

function hostInKeys(conditions: readonly Condition[]): string | undefined {
  for (const { key } of conditions) {
    const host = /^([^:]+\.[^:]+):(?:sub|aud)$/.exec(key)?.[1];
    if (host) return host.toLowerCase();
  }
  return undefined;
}

/** `token.actions.githubusercontent.com:sub`; `…:sub` where a reader knows only a part of the key. */
export const subjectConditions = (conditions: readonly Condition[], host: string | undefined): Condition[] =>
  claims(conditions, host, ['sub']);

export const claims = (conditions: readonly Condition[], host: string | undefined, names: readonly string[]): Condition[] =>
  conditions.filter(({ key }) => {
    const lower = key.toLowerCase();
    return names.some(name => lower.endsWith(`:${name}`)) && (host === undefined || lower.startsWith(`${host}:`) || lower.includes('…'));
  });

/** Claims that tell whose token it is; most providers put all of it into the subject. */
export const telling = [
  'sub',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'job_workflow_ref',
  'workflow_ref',
  'enterprise_id',
  'project_path',
  'project_id',
  'namespace_path',
  'namespace_id',
  'organization_slug',
  'organization_id',
  'pipeline_slug',
  'terraform_organization_name',
  'terraform_workspace_id',
  'oidc.circleci.com/project-id',
];
