import {
  type Binding,
  blockOf,
  defineRule,
  type Grant,
  type Inventory,
  known,
  knownOf,
  type Place,
  type ReportOptions,
  type Resource,
  type RuleContext,
  type Value,
} from '@idlint/model';
import { allows, serviceOf } from '../../aws.ts';
import { narrowing } from '../../conditions.ts';
import { lastPart } from '../../who.ts';
import { listed } from '../../words.ts';

export default defineRule({
  id: 'public-access',
  family: 'permissions',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'A policy, binding or ACL lets in everybody, with or without an account.',
  remedy: 'Name who is let in.',
  standards: { owaspNhi: 'NHI5:2025', cwe: 284 },
  covers: ['wildcard-action'],

  looksAt: ['grant', 'binding', 'resource'],
  check(fact, context) {
    if (fact.kind === 'grant') checkPolicy(fact, context);
    else if (fact.kind === 'binding') checkBinding(fact, context);
    else checkResource(fact, context);
  },
});

const aws = 'Name who is let in, or limit everybody by a condition on who they are (aws:PrincipalOrgID, aws:SourceArn).';

function checkPolicy(grant: Grant, context: RuleContext): void {
  const { report } = context;
  if (grant.platform === 'sql') {
    checkPrivileges(grant, context);
    return;
  }
  if (grant.platform === 'kubernetes') {
    checkMesh(grant, context);
    return;
  }
  if (grant.layer !== 'resource' || !allows(grant) || narrowing(grant.conditions) !== 'none') return;
  const everyone = grant.principals?.items.find(({ who }) => who === 'everyone');
  const actions = knownOf(grant.actions).map(({ value }) => value);
  // Whether an API asks its callers who they are is said by its methods; its policy only ever takes away.
  if (!everyone || (actions.length > 0 && actions.every(action => serviceOf(action) === 'execute-api'))) return;
  const readsOnly = actions.length > 0 && actions.every(action => /^s3:getobject(?:version)?$/i.test(action));
  const may = actions.includes('*') || actions.length === 0 ? 'do everything with' : `use ${listed(actions)} on`;
  if (readsOnly)
    report(everyone.written, `anyone can read every object of ${resourceIn(grant)}`, {
      label: 'everybody on the internet',
      remedy:
        'If this is a website, serve it through CloudFront with origin access control, or accept this with a reason; otherwise name who reads it.',
    });
  else
    report(everyone.written, `anyone can ${may} ${resourceIn(grant)}`, {
      label: 'everybody, with or without an account',
      ...(grant.platform === 'aws' ? { remedy: aws } : {}),
    });
}

/**
 * A mesh's policy that asks nothing of anybody: what needs no policy of its own needs none, and what is told apart by one is let in by all.
 * Paths, methods and addresses limit what is open, which is usual for what the world may see.
 */
function checkMesh(grant: Grant, { report }: RuleContext): void {
  if (grant.layer !== 'resource' || !allows(grant) || grant.conditions.items.length > 0 || grant.conditions.open) return;
  const everyone = grant.principals?.items.find(({ who }) => who === 'everyone');
  if (!everyone || grant.actions.items.length > 0) return;
  report(everyone.written, `whatever reaches ${resourceIn(grant)} may call it, with or without an identity`, {
    level: 'warning',
    preset: 'strict',
    label: 'asks nothing of the caller',
    remedy: 'Name the callers in source.principals or source.namespaces, or ask for a token in source.requestPrincipals.',
  });
}

/** What databases let every user do with what is new, or what shows nothing. */
const harmless = /^(?:usage|connect|execute|temp(?:orary)?|references|create session|view definition|rest)$/;
const changes = /^(?:all|insert|update|delete|truncate|drop|alter|create|trigger|control|take ownership|write)\b/;

/** `TO PUBLIC`: every user there is, and will be. */
function checkPrivileges(grant: Grant, { report }: RuleContext): void {
  const everyone =
    grant.layer === 'resource' && allows(grant) ? grant.principals?.items.find(({ who }) => who === 'authenticated') : undefined;
  const actions = knownOf(grant.actions)
    .map(({ value }) => value)
    .filter(action => !harmless.test(action.toLowerCase()));
  // Until version 15, this is how PostgreSQL comes.
  const things = knownOf(grant.resources).map(({ value }) => value);
  const onPublic = things.some(thing => /^schema "?public"?$/i.test(thing));
  if (!everyone || actions.length === 0 || onPublic) return;
  const writes = actions.some(action => changes.test(action.toLowerCase()));
  report(
    everyone.written,
    `every user of the database may use ${listed(actions)} on ${things.length > 0 ? listed(things) : 'what comes'}`,
    {
      level: writes ? 'warning' : 'note',
      ...(writes ? {} : { preset: 'strict' as const }),
      label: 'every user, the next one too',
      remedy: 'Grant it to a role, and make those users members who need it.',
    },
  );
}

function resourceIn({ resources }: Grant): string {
  const [only] = resources.items;
  if (resources.items.length !== 1 || !only) return 'this';
  if (only.kind === 'known' && only.value !== '*') return only.value;
  return 'this';
}

function checkBinding({ subjects, policy, platform }: Binding, { inventory, report }: RuleContext): void {
  for (const { who, written } of subjects.items) {
    if (who !== 'everyone' && who !== 'authenticated') continue;
    if (platform === 'kubernetes' && policy.kind === 'known' && isOpenByDefault(policy.value)) continue;
    const role = policy.kind === 'known' ? inventory.access.builtin(policy.value)?.title : undefined;
    const whom = who === 'everyone' ? 'anyone' : (anyAccount[platform] ?? 'anyone who is signed in');
    report(written, `${whom} gets ${role ?? roleName(policy, inventory)}`, { label: who === 'everyone' ? 'everybody' : whom });
  }
}

const anyAccount: Record<string, string> = {
  gcp: 'anyone with a Google account',
  kubernetes: 'whoever gets past the API server’s sign-in',
  sql: 'every user of the database',
  saas: 'every user of the service',
};

/** What every cluster lets everybody read so that they can find their way. */
const isOpenByDefault = (role: string): boolean =>
  /^kubernetes:ClusterRole\/(?:system:(?:basic-user|discovery|public-info-viewer|service-account-issuer-discovery))$/.test(role);

function roleName(policy: Value<string>, inventory: Inventory): string {
  if (policy.kind !== 'known') return 'what this role allows';
  const role = inventory.named(policy.value).find(fact => fact.kind === 'policy');
  return `what ${role?.name.kind === 'known' ? `role "${role.name.value}"` : lastPart(policy.value)} allows`;
}

/** S3's canned ACLs, as Terraform and the API write them and as CloudFormation does. */
const publicAcls: Record<string, string> = {
  publicread: 'can read every object',
  publicreadwrite: 'can read and write every object',
  authenticatedread: 'with an AWS account can read every object',
  authenticatedreadwrite: 'with an AWS account can read and write every object',
};

function checkResource(resource: Resource, context: RuleContext): void {
  switch (resource.type) {
    case 'bucket':
      checkAcl(resource, context);
      if (isUnblocked(resource, context)) sayMissing(resource, `nothing public is blocked for ${nameOf(resource)}`, context.report);
      break;
    case 'public-access-block':
      checkBlock(resource, context);
      break;
    case 'image':
      if (is(resource.settings.sharedWith, 'all'))
        context.report(resource.settings.sharedWith!, `anyone can copy ${nameOf(resource)} and what is in it`);
      break;
    case 'storage-account':
      if (is(resource.settings.publicAccess, 'true'))
        context.report(resource.settings.publicAccess!, `containers of ${nameOf(resource)} may be opened to anyone`, {
          level: 'warning',
          remedy: 'Turn anonymous access off for the account; give readers a role, or a signature that ends.',
        });
  }
}

/** S3 only, and only where the bucket can be told from others: a block may name it in a way that is not known here. */
const isUnblocked = ({ platform, names, at }: Resource, { inventory }: RuleContext): boolean =>
  platform === 'aws' &&
  names.length > 0 &&
  ['', ...names].every(name =>
    blockOf(name === '' ? unknownBucket(at) : known(name, at)).every(block => inventory.named(block).length === 0),
  );

const unknownBucket = (at: Place): Value<string> => ({ kind: 'unknown', at, why: { code: 'reference', what: 'a bucket' } });

function checkAcl(resource: Resource, { report }: RuleContext): void {
  const { acl, publicAccess } = resource.settings;
  const word = acl?.kind === 'known' ? String(acl.value).toLowerCase().replaceAll('-', '') : '';
  const may = publicAcls[word];
  if (acl && may)
    report(acl, `anyone ${may} of ${nameOf(resource)}`, {
      label: 'everybody on the internet',
      remedy: 'Make it private; what the world shall see is served by CloudFront, which reads the bucket by its own identity.',
      fix: makePrivate(acl),
    });
  const access = publicAccess?.kind === 'known' ? String(publicAccess.value).toLowerCase() : '';
  if (publicAccess && (access === 'blob' || access === 'container'))
    report(publicAccess, `anyone can read ${access === 'blob' ? 'every blob' : 'and list every blob'} of ${nameOf(resource)}`, {
      label: 'everybody on the internet',
      remedy: 'Make the container private; give readers a role, or a signature that ends.',
    });
}

function makePrivate(acl: Value<unknown>): ReportOptions['fix'] {
  const written = acl.kind === 'known' ? String(acl.value) : '';
  const word = /^[A-Z]/.test(written) ? 'Private' : 'private';
  return { title: 'make it private', safety: 'suggested', intents: [{ do: 'replace', at: acl.at, with: word }] };
}

const blocks: Record<string, string> = {
  blockPublicAcls: 'public ACLs may be set on',
  blockPublicPolicy: 'a public policy may be set on',
  ignorePublicAcls: 'public ACLs count for',
  restrictPublicBuckets: 'a public policy lets strangers into',
};

function checkBlock(resource: Resource, { report }: RuleContext): void {
  const missing: string[] = [];
  const off: { what: string; setting: Value<unknown> }[] = [];
  for (const [name, what] of Object.entries(blocks)) {
    const setting = resource.settings[name];
    if (setting?.kind === 'absent') missing.push(what);
    if (setting && is(setting, 'false')) off.push({ what, setting });
  }
  const [first, ...others] = off;
  if (first)
    report(
      linesOf(first.setting.at, others.at(-1)?.setting.at) ?? first.setting,
      `${others.length < 3 ? first.what : 'public ACLs and policies are let through for'} ${nameOf(resource)}`,
      {
        level: 'warning',
        related: others.map(({ what, setting }) => ({ at: setting.at, message: what.replace(/ \w+$/, '') })),
        remedy: 'Leave the block on; whatever must be public gets a bucket of its own.',
        fix: {
          title: 'block it',
          safety: 'suggested',
          intents: off.map(({ setting }) => ({ do: 'replace', at: setting.at, with: 'true' })),
        },
      },
    );
  if (missing.length > 0)
    sayMissing(resource, `${missing.length === 4 ? 'nothing' : 'not everything'} public is blocked for ${nameOf(resource)}`, report);
}

/** One place for settings that stand below each other. */
const linesOf = (first: Place, last: Place | undefined): Place | undefined =>
  last && last.uri === first.uri && last.segment === first.segment && last.start > first.end && last.end - first.start < mostBetween
    ? { ...first, end: last.end }
    : undefined;

/** Of four settings and their names. */
const mostBetween = 300;

/** New buckets are blocked by S3 itself, until somebody opens them: for strict readers only. */
const sayMissing = (resource: Resource, message: string, report: RuleContext['report']): void =>
  report(resource.at, message, {
    level: 'note',
    preset: 'strict',
    label: 'no public access block',
    remedy: 'Block public ACLs and policies, all four settings, for the bucket or for the account.',
  });

const is = (setting: Value<unknown> | undefined, text: string): boolean => setting?.kind === 'known' && String(setting.value) === text;
const nameOf = ({ name }: Resource): string => (name.kind === 'known' ? `"${name.value}"` : 'this');
