import {
  type Fact,
  type Grant,
  type Identity,
  type Inventory,
  keyName,
  type List,
  type Place,
  type Platform,
  type Policy,
  type Principal,
} from '@idlint/model';

/** How findings speak of whoever holds a right. */

const titles: Record<Identity['type'], string> = {
  user: 'user',
  group: 'group',
  role: 'role',
  'service-account': 'service account',
  application: 'application',
  workload: 'workload',
  'ci-job': 'job',
  agent: 'agent',
  'mcp-server': 'MCP server',
};

/** `role "deploy"`. */
export function titleOf({ type, name, scope }: Identity): string {
  const text = name.kind === 'known' ? name.value : undefined;
  // `-…`: a prefix of which nothing is known says less than nothing.
  if (text === undefined || !/[\p{L}\p{N}]/u.test(text)) return `a ${titles[type]}`;
  return `${titles[type]} "${scope?.kind === 'known' ? `${scope.value}/` : ''}${text}"`;
}

export interface Holder {
  /** As the subject of a sentence. */
  title: string;
  /** Whether that subject is in the plural. */
  many?: boolean;
  /** Where they are declared, as far as the workspace does. */
  related: { at: Place; message: string }[];
}

/** Who gets what a grant allows: those that its policy is bound to; of a resource's policy, its principals. */
export function holderOf(grant: Grant, inventory: Inventory): Holder {
  if (grant.layer === 'resource') return fromPrincipals(grant.principals, inventory);
  const declared = fromIdentities(inventory.holdersOf(grant), grant.at);
  if (declared) return declared;
  const policy = inventory.named(keyName(grant.policy)).find(fact => fact.kind === 'policy');
  // Rights that are given at once stand in a policy of which nobody has ever heard.
  const subjects = policy?.names.length === 1 ? inventory.bindingsOf(policy).flatMap(({ subjects }) => subjects.items) : [];
  if (subjects.length > 0) return fromPrincipals({ items: subjects }, inventory);
  return { title: `whoever gets ${titleOfPolicy(policy, grant.platform)}`, related: [] };
}

function titleOfPolicy(fact: Policy | undefined, platform: Platform): string {
  return fact?.name.kind === 'known' ? `policy "${fact.name.value}"` : platform === 'kubernetes' ? 'this role' : 'this policy';
}

/** Who is meant by the subjects of a binding or the principals of a policy. */
export function fromPrincipals(principals: List<Principal> | undefined, inventory: Inventory): Holder {
  const items = principals?.items ?? [];
  if (items.some(({ who }) => who === 'everyone')) return { title: 'anyone', related: [] };
  const identities = items.flatMap(({ name }) => (name ? inventory.named(name).filter(isIdentity) : []));
  const known = identities.length === items.length ? fromIdentities(identities) : undefined;
  if (known) return known;
  const [first] = items;
  if (items.length === 1 && first) return { title: principalTitle(first), related: [] };
  if (!first) return { title: 'whoever this is bound to', related: [] };
  return { title: `${principalTitle(first)} and ${items.length - 1} more`, many: true, related: [] };
}

/** Accounts that are called alike are one and the same in the manifests of several installations. `near`: which of them to point at. */
function fromIdentities(identities: Identity[], near?: Place): Holder | undefined {
  const sorted = near ? [...identities].sort((a, b) => Number(b.at.uri === near.uri) - Number(a.at.uri === near.uri)) : identities;
  const distinct = [...new Map(sorted.map((identity): [string, Identity] => [titleOf(identity), identity]).reverse())].reverse();
  const [first, second] = distinct;
  if (!first) return undefined;
  const rest = distinct.length - 1;
  const title = !second ? first[0] : rest === 1 ? `${first[0]} and ${second[0]}` : `${first[0]} and ${rest} others`;
  return {
    title,
    ...(rest > 0 ? { many: true } : {}),
    related: distinct.slice(0, 2).map(([, { at }]) => ({ at, message: 'who gets it' })),
  };
}

const isIdentity = (fact: Fact): fact is Identity => fact.kind === 'identity';

/** As written, shortened to what a person calls it. */
export function principalTitle({ who, written, name }: Principal): string {
  if (who === 'authenticated') return 'anyone who is signed in anywhere';
  const text = written.kind === 'known' ? written.value : undefined;
  const account = text === undefined ? undefined : accountOf(text);
  if (who === 'account')
    return account ? `all of account ${account}` : text ? `all of ${text.replace(/^(\w+):/, '$1 ')}` : 'a whole account';
  if (text === undefined) return name ? shortName(name) : namedBy(written);
  const inCluster = name === undefined ? undefined : subjectOf(name);
  if (inCluster) return inCluster;
  const member = /^(user|group|serviceAccount):(.+)$/.exec(text);
  if (member) return `${member[1] === 'serviceAccount' ? titles['service-account'] : member[1]} "${member[2]}"`;
  const arn = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(text)?.[1];
  return arn ? arn.replace(/^([\w-]+)\/(.+)$/, (_, kind: string, rest: string) => `${kind} "${rest}"`) : `"${text}"`;
}

/** `service account "kube-system/tiller"`, `group "acme:admins"`. */
function subjectOf(name: string): string | undefined {
  const [, namespace = '', account] = /^kubernetes:ServiceAccount\/([^/]*)\/([^/@]+)/.exec(name) ?? [];
  if (account !== undefined) return `${titles['service-account']} "${namespace && `${namespace}/`}${account}"`;
  const [, kind, text] = /^kubernetes:(User|Group)\/(.+)$/.exec(name) ?? [];
  return kind && `${kind.toLowerCase()} "${text}"`;
}

/** `whoever $APP_USER names`. */
const namedBy = (written: Principal['written']): string =>
  written.kind === 'unknown' && written.why.code === 'variable' && !written.prefix && !written.suffix
    ? `whoever ${written.why.what} names`
    : 'a principal';

/** The AWS account of an ARN or of a bare account id. */
export const accountOf = (text: string): string | undefined =>
  /^(\d{12})$|^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text)?.slice(1).find(Boolean);

/** The last part of a Name, which is what people call it. Manifests add in which folder they mean it. */
export function lastPart(name: string): string {
  const plain = name.startsWith('kubernetes:') ? name.replace(/@.*$/, '') : name;
  return plain.slice(Math.max(plain.lastIndexOf('#'), plain.lastIndexOf('/')) + 1);
}

const shortName = (name: string): string => `"${lastPart(name)}"`;
