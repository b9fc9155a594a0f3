import { type Found, itemsOf, stringValue } from '@idlint/evaluate';
import { type Condition, known, type List, type Name, type Principal, type Value, type Who } from '@idlint/model';
import { nameOfReference } from '../resource.ts';

/** Members of IAM policies: `user:ana@acme.example`, `allUsers`, `principalSet://…`. https://cloud.google.com/iam/docs/principal-identifiers */
export function principalsOf(found: Found): List<Principal> {
  const { items, open } = itemsOf(found);
  return { items: items.map(principalOf), ...(open ? { open } : {}) };
}

export function principalOf(found: Found): Principal {
  const written = stringValue(found);
  const text = written.kind === 'known' ? written.value : written.kind === 'unknown' ? (written.prefix ?? '') : '';
  const name = nameOfMember(written);
  return { who: whoOf(text, name !== undefined), written, ...(name ? { name } : {}) };
}

function whoOf(text: string, named: boolean): Who {
  if (text === 'allUsers') return 'everyone';
  if (text === 'allAuthenticatedUsers') return 'authenticated';
  const kind = text.slice(0, text.indexOf(':'));
  switch (kind) {
    case 'user':
    case 'group':
    case 'serviceAccount':
      return 'identity';
    case 'domain':
    case 'projectOwner':
    case 'projectEditor':
    case 'projectViewer':
      return 'account';
    case 'principal':
    case 'principalSet':
      return 'federated';
    default:
      return named ? 'identity' : 'unknown';
  }
}

/** `acme.svc.id.goog[shop/builder]`: an account of a cluster of that project's pool. */
const clusterAccount = /^serviceAccount:[^[]*\.svc\.id\.goog\[([^/\]]+)\/([^\]]+)\]$/;

function nameOfMember(written: Value<string>): Name | undefined {
  if (written.kind === 'unknown') {
    const inCluster = written.suffix ? /\[([^/\]]+)\/([^\]]+)\]$/.exec(written.suffix) : undefined;
    if (inCluster) return `kubernetes:ServiceAccount/${inCluster[1]}/${inCluster[2]}`;
    const whole = !written.suffix && (!written.prefix || /^(?:serviceAccount|user|group):$/.test(written.prefix));
    return whole ? nameOfReference(written.why) : undefined;
  }
  if (written.kind !== 'known') return undefined;
  const account = clusterAccount.exec(written.value);
  if (account) return `kubernetes:ServiceAccount/${account[1]}/${account[2]}`;
  const [, kind, id] = /^(user|group|serviceAccount):(.+)$/.exec(written.value) ?? [];
  return kind && id ? `gcp:${kind}/${id}` : undefined;
}

/** `condition { expression = … }`: one CEL expression, which has no key of its own. */
export function conditionsOf(found: Found): List<Condition> {
  const { items, open } = itemsOf(found);
  const conditions = items.flatMap((block): Condition[] => {
    const expression = block.kind === 'map' ? block.entries.get('expression') : undefined;
    return expression ? [{ operator: 'cel', key: '', values: { items: [stringValue(expression.value)] }, at: expression.value.at }] : [];
  });
  return { items: conditions, ...(open ? { open } : {}) };
}

/** `roles/owner`, a custom role by reference, or by its full name. */
export function roleNamed(found: Found): Value<Name> {
  const role = stringValue(found);
  if (role.kind === 'known') return known(`gcp:${role.value}`, role.at, role.via);
  if (role.kind !== 'unknown' || role.prefix || role.suffix) return role;
  const name = nameOfReference(role.why);
  return name ? known(name, role.at, role.via) : role;
}
