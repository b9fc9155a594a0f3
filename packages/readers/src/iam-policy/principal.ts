import { type Data, type Found, itemsOf, stringValue } from '@idlint/evaluate';
import type { List, Name, Principal, Unknown, Value, Who, Why } from '@idlint/model';

/** The Name of what an unknown value refers to (`aws_iam_role.deploy.arn` not known, but whose ARN it is), in the words of the format. */
export type NameOf = (why: Why) => Name | undefined;

/**
 * AWS `Principal` and `NotPrincipal`: `"*"`, or a map of kinds (`AWS`, `Service`, `Federated`, `CanonicalUser`) to one or many.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function principalsOf(element: Found, nameOf?: NameOf): List<Principal> {
  if (element.kind === 'absent' || element.kind === 'null') return { items: [] };
  const kinds: [string, Data][] =
    element.kind === 'map' ? [...element.entries].map(([kind, { value }]) => [kind, value]) : [['AWS', element]];
  const principals: Principal[] = [];
  let open = element.kind === 'map' ? element.open : undefined;
  for (const [kind, value] of kinds) {
    // A value that is not known is still one of them, and may be known by the name of what it refers to.
    const list = value.kind === 'unknown' ? { items: [value] } : itemsOf(value);
    open ??= list.open;
    for (const item of list.items) principals.push(principal(kind, item, nameOf));
  }
  return open ? { items: principals, open } : { items: principals };
}

function principal(kind: string, data: Data, nameOf: NameOf | undefined): Principal {
  const written = stringValue(data);
  const name = nameFor(written, nameOf);
  return { who: who(kind, written, name !== undefined), written, ...(name ? { name } : {}) };
}

function nameFor(written: Value<string>, nameOf: NameOf | undefined): Name | undefined {
  if (written.kind === 'known')
    return written.value.startsWith('arn:') && !written.value.includes('*') ? `aws:${written.value}` : undefined;
  if (written.kind === 'unknown' && !written.prefix && !written.suffix) return nameOf?.(written.why);
  return undefined;
}

function who(kind: string, written: Value<string>, named: boolean): Who {
  switch (kind) {
    case 'AWS':
      if (written.kind === 'known') return whoOfArn(written.value);
      return written.kind === 'unknown' ? whoOfPartlyKnown(written, named) : 'unknown';
    case 'Service':
      // `Service: "*"` lets every service in; no other principal is meant by it.
      return 'service';
    case 'Federated':
      return written.kind === 'known' && written.value === '*' ? 'everyone' : 'federated';
    case 'CanonicalUser':
      return 'account';
    default:
      return 'unknown';
  }
}

function whoOfArn(text: string): Who {
  if (text === '*') return 'everyone';
  if (/^\d{12}$/.test(text) || /^arn:[\w-]+:iam::\d{12}:root$/.test(text)) return 'account';
  // An account's users and roles, a session, a CloudFront identity, or the unique id that IAM puts in for a deleted one.
  if (/^arn:[\w-]+:(?:iam|sts)::[^:*]+:[^*]+$/.test(text) || /^A(?:IDA|ROA|GPA)[A-Z0-9]{12,}$/.test(text)) return 'identity';
  return 'unknown';
}

function whoOfPartlyKnown({ prefix = '', suffix = '' }: Unknown, named: boolean): Who {
  if (/:root$/.test(suffix)) return 'account';
  if (/:(?:role|user|assumed-role|federated-user)\//.test(suffix) || /:(?:role|user|assumed-role)\//.test(prefix)) return 'identity';
  return named ? 'identity' : 'unknown';
}
