import type { Level } from './finding.ts';
import type { Place } from './place.ts';
import type { List, Value, Values, Why } from './value.ts';

/**
 * Who defines what an action, a role or a name means. `sql`: databases with GRANT, of any dialect; `saas`: services with accounts and roles of
 * their own (Datadog, Databricks, Cloudflare …). `source` is program text and configuration without a platform of its own.
 */
export type Platform = 'aws' | 'gcp' | 'azure' | 'kubernetes' | 'github' | 'gitlab' | 'vault' | 'idp' | 'sql' | 'saas' | 'agent' | 'source';

/**
 * What a fact is known by inside of idlint: unique in the workspace, and the same after lines move (`infra/ci.tf#aws_iam_role.deploy`).
 */
export type FactKey = string;

/**
 * A name under which other facts may speak of this one, with its space before the first colon. Readers make the same name for the
 * declaration and for the reference, and attribution links equal names; it never parses them.
 * `aws:arn:aws:iam::123456789012:role/deploy`, `aws:role/deploy`, `terraform:infra#aws_iam_role.deploy`,
 * `cloudformation:stack.yaml#DeployRole`, `kubernetes:ServiceAccount/shop/builder`, `gcp:serviceAccount/ci@acme.iam.gserviceaccount.com`.
 */
export type Name = string;

export interface FactBase {
  key: FactKey;
  platform: Platform;
  /** The name of the thing, not its whole block: where a finding about the thing as such stands. */
  at: Place;
  /** `true`, or why it is not known whether it exists (`count = var.on ? 1 : 0`). What surely does not exist makes no fact. */
  exists: true | Why;
  /** How documents call it; empty for facts that nobody refers to. */
  names: Name[];
  /**
   * Where the module or chart that writes it is used, from the nearest call to the one in the root; left out where it is written in the
   * root itself. One fault in a module that many use is one finding; these are its related places.
   */
  through?: Place[];
}

export type IdentityType = 'user' | 'group' | 'role' | 'service-account' | 'application' | 'workload' | 'ci-job' | 'agent' | 'mcp-server';

/** Tags, labels and annotations, as written. `open`: there may be more (tags merged from a variable). */
export interface Labels {
  entries: Record<string, Value<string>>;
  open?: Why;
}

/** Whoever acts. OWASP NHI Top 10 2025 calls those that are no people non-human identities. */
export interface Identity extends FactBase {
  kind: 'identity';
  type: IdentityType;
  /** `unknown` for an IAM user that could be either. */
  actor: 'human' | 'machine' | 'unknown';
  name: Value<string>;
  /** Kubernetes namespace, GCP project, Azure resource group …, where it is part of the identity's name. */
  scope?: Value<string>;
  labels: Labels;
  /** Whether a workload gets its token mounted (Kubernetes automountServiceAccountToken); only where the platform has this. */
  mountsToken?: Value<boolean>;
  /** The longest session that may be opened as it, in seconds. */
  longestSession?: Value<number>;
}

export type CredentialType =
  | 'access-key'
  | 'service-account-key'
  | 'token'
  | 'password'
  | 'private-key'
  | 'certificate'
  | 'shared-access-signature';

/** What proves an identity, declared rather than written out: `aws_iam_access_key`, a service-account-token Secret. */
export interface Credential extends FactBase {
  kind: 'credential';
  type: CredentialType;
  /** Whom it proves: a Name. */
  identity: Value<Name>;
  /** ISO 8601, or a duration as the platform writes it. */
  expires: Value<string>;
  /** Whether it lasts for ever because none is written, where the platform would give it an end. */
  endless?: boolean;
  /** `absent` where it can't rotate or nobody asked for it. */
  rotates: Value<boolean>;
}

/** A judged candidate in a text. The text itself is never in it: only what may be shown. */
export interface Secret extends FactBase {
  kind: 'secret';
  /** The rule that judges this kind: `github-token`, `private-key`, `hardcoded-password`. */
  rule: string;
  /** What it is, in the provider's words: `GitHub personal access token (classic)`. */
  name: string;
  /** At most its first four and last four characters: `ghp_…pUnA`; short ones show less. */
  mask: string;
  /** HMAC-SHA-256 with the host's key: equal secrets have equal fingerprints, and nothing can be worked out from it. */
  fingerprint: string;
  /** Drawn at random by whoever issued it, so that nobody finds it by trying: its fingerprint may be written down. Never said of a password. */
  issued?: true;
  confidence: Confidence;
  /** Where its kind is less grave than its rule (an access key's id, a publishable key). */
  level?: Level;
  /** What it says of itself, worked out offline: `checksum valid`, `AWS account 123456789012`, `expires 2027-01-31`. */
  known: string[];
  /** Set for documentation values, test vectors and well-known development keys: why it is none to worry about. A note, not an error. */
  harmless?: string;
  /** The name it is given at its place (`db_password`), where it has one. */
  called?: string;
  /** Places of the same secret that stand for the same fault (an access key id beside its secret). */
  related?: { at: Place; message: string }[];
}
export type Confidence = 'high' | 'medium' | 'low';

/**
 * Where a grant works: only the layers `identity` and `resource` allow anybody anything by themselves; the others only limit.
 * `trust` is an assume-role policy; `session` a session policy; `organisation` an SCP or an organisation policy.
 */
export type Layer = 'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'organisation';

/** Named grants as a document writes them. A built-in policy that no document writes (AdministratorAccess) makes no Policy. */
export interface Policy extends FactBase {
  kind: 'policy';
  name: Value<string>;
  layer: Layer;
  /** What is wrong with the document as such, in the platform's words. */
  faults: { at: Place; message: string }[];
}

/** An IAM condition, a CEL expression (`operator: 'cel'`, no key), an ABAC condition. Keys and operators as written. */
export interface Condition {
  operator: string;
  key: string;
  values: Values<string>;
  at: Place;
}

/** Who is meant by a principal, subject or member. */
export type Who =
  /** anybody at all, signed in or not: `*`, allUsers, system:anonymous, system:unauthenticated */
  | 'everyone'
  /** anybody who has any account of the platform: allAuthenticatedUsers, system:authenticated */
  | 'authenticated'
  /** every identity of an account, project, organisation or domain */
  | 'account'
  /** one user, role, group or service account */
  | 'identity'
  /** a service of the platform itself: `ec2.amazonaws.com` */
  | 'service'
  /** an identity provider outside: OIDC, SAML */
  | 'federated'
  | 'unknown';

export interface Principal {
  who: Who;
  /** As written; points at the value: `*`, `arn:aws:iam::123456789012:root`, `serviceAccount:ci@…`. */
  written: Value<string>;
  /** The Name by which the workspace may know it. */
  name?: Name;
}

/**
 * What may be done with what. AWS: one statement. Kubernetes: one RBAC rule (actions are verbs, resources `deployments` or
 * `pods/exec`, `groups` the API groups). GCP and Azure: one custom role. GitHub: a permission of a job's token.
 */
export interface Grant extends FactBase {
  kind: 'grant';
  policy: FactKey;
  layer: Layer;
  effect: 'allow' | 'deny' | Why;
  actions: Values<string>;
  /** AWS NotAction, Azure notActions. */
  notActions?: Values<string>;
  resources: Values<string>;
  /** AWS NotResource. */
  notResources?: Values<string>;
  /** Kubernetes apiGroups. */
  groups?: Values<string>;
  /** Kubernetes resourceNames. */
  resourceNames?: Values<string>;
  /** Only in the layers `resource` and `trust`. */
  principals?: List<Principal>;
  /** AWS NotPrincipal. */
  notPrincipals?: List<Principal>;
  conditions: List<Condition>;
  /** Kubernetes: works in one namespace only. */
  namespaced?: boolean;
}

export type ScopeLevel =
  | 'organisation'
  | 'folder'
  | 'account'
  | 'subscription'
  | 'project'
  | 'resource-group'
  | 'cluster'
  | 'namespace'
  | 'resource'
  | 'unknown';

/** Policy × subject × scope. */
export interface Binding extends FactBase {
  kind: 'binding';
  /** The Name of the policy: `aws:arn:aws:iam::aws:policy/AdministratorAccess`, `kubernetes:ClusterRole/cluster-admin`, `gcp:roles/owner`. */
  policy: Value<Name>;
  subjects: List<Principal>;
  scope: { level: ScopeLevel; name: Value<string> };
  conditions: List<Condition>;
  layer: Layer;
  /** The policy is a group: whoever is a subject is a member of it, and has what the group has. */
  membership?: true;
}

/** Who may become an identity, and under which conditions: one statement of an assume-role policy, a federated credential, an impersonation. */
export interface Trust extends FactBase {
  kind: 'trust';
  /** Who can be become: a Name. */
  identity: Value<Name>;
  effect: 'allow' | 'deny' | Why;
  principals: List<Principal>;
  notPrincipals?: List<Principal>;
  conditions: List<Condition>;
}

/** Something with an entrance or a lifetime. `settings` holds what rules ask for, under the names in resource-types.ts. */
export interface Resource extends FactBase {
  kind: 'resource';
  type: string;
  name: Value<string>;
  labels: Labels;
  settings: Record<string, Value<string | number | boolean>>;
}

/** What a job or an agent runs. */
export interface Step extends FactBase {
  kind: 'step';
  /** The job or agent: a FactKey. */
  identity: FactKey;
  runs: Value<string>;
  inputs: Record<string, Value<string>>;
}

/** Who answers for what. */
export interface Ownership extends FactBase {
  kind: 'ownership';
  source: 'codeowners' | 'catalog' | 'configuration' | 'history';
  /** A CODEOWNERS pattern relative to the root, or the Name of the thing owned. */
  subject: { pattern: string } | { name: Name };
  /** None: the document says that nobody owns it. */
  owners: Value<string>[];
  /** Among facts of one source, the one with the greatest order that matches wins. */
  order: number;
}

/** A workload runs as an identity; a job reads a secret. */
export interface Use extends FactBase {
  kind: 'use';
  how: 'runs-as' | 'reads-secret';
  /** Who uses: the FactKey of a workload, job or agent. */
  user: FactKey;
  /** What is used: a Name. Absent where the platform puts in its default. */
  used: Value<Name>;
  /** For `runs-as`: the Name that the platform puts in when nothing is written. */
  fallback?: Name;
  /** For `runs-as`: whether the identity's token is mounted. */
  mountsToken?: Value<boolean>;
}

/** Something that could not be read or worked out: said, never a silent pass. */
export interface Gap extends FactBase {
  kind: 'gap';
  /** `broken`: the text is not what its format allows. `limit`: idlint can't see it from here. */
  severity: 'broken' | 'limit';
  why: Why;
  message: string;
}

export type Fact = Identity | Credential | Secret | Policy | Grant | Binding | Trust | Resource | Step | Ownership | Use | Gap;
export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;
