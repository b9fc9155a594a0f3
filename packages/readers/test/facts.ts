import type { Ask, Binding, Fact, Grant, Part, Principal, Reader, Trust, Value } from '@idlint/model';
import { SourceDocument } from '@idlint/model';

/** The facts of one document, read and evaluated alone. */
export async function factsOf<P extends Part>(reader: Reader<P>, uri: string, text: string): Promise<Fact[]> {
  await reader.load?.();
  const part = reader.read(new SourceDocument(uri, text));
  const ask: Ask<P> = { part: at => (at === uri ? part : undefined), text: () => undefined, list: () => [], call: () => undefined };
  return reader.evaluate({ reader: reader.name, at: uri }, ask);
}

/** A value in a few characters: its text, `-` where it is absent, `?prefix…suffix` where it is not known. */
export function shown(value: Value<unknown> | undefined): string {
  if (value === undefined || value.kind === 'absent') return '-';
  if (value.kind === 'known') return String(value.value);
  return value.prefix || value.suffix ? `?${value.prefix ?? ''}…${value.suffix ?? ''}` : '?';
}

const list = (values: { items: Value<string>[]; open?: unknown } | undefined): string =>
  values ? [...values.items.map(shown), ...(values.open ? ['…'] : [])].join(' ') : '';

const who = (principals: { items: Principal[]; open?: unknown } | undefined): string =>
  principals
    ? [...principals.items.map(({ who, written }) => `${who}:${shown(written)}`), ...(principals.open ? ['…'] : [])].join(' ')
    : '';

const conditions = (grant: Grant | Trust | Binding): string =>
  grant.conditions.items.map(({ operator, key, values }) => `${operator} ${key} ${list(values)}`).join(' & ') +
  (grant.conditions.open ? ' …' : '');

/** One line a fact, so that a test reads like the document that it is about. */
export function told(fact: Fact): string {
  const maybe = fact.exists === true ? '' : ' maybe';
  switch (fact.kind) {
    case 'identity':
      return `${fact.type} ${shown(fact.name)} (${fact.actor})${maybe}`;
    case 'policy':
      return `policy ${shown(fact.name)} ${fact.layer}${fact.faults.map(({ message }) => ` !${message}`).join('')}${maybe}`;
    case 'grant':
      return grant(fact) + maybe;
    case 'trust':
      return `trust ${effect(fact)} ${shown(fact.identity)} <- ${who(fact.principals)}${fact.notPrincipals ? ` but ${who(fact.notPrincipals)}` : ''}${when(fact)}${maybe}`;
    case 'binding':
      return `binding ${shown(fact.policy)} -> ${fact.subjects.items.map(({ name, written }) => name ?? shown(written)).join(' ')}${fact.layer === 'identity' ? '' : ` (${fact.layer})`}${maybe}`;
    case 'credential':
      return `${fact.type} of ${shown(fact.identity)}${maybe}`;
    case 'resource':
      return `${fact.type} ${shown(fact.name)} ${Object.entries(fact.settings)
        .map(([name, value]) => `${name}=${shown(value)}`)
        .join(' ')}${maybe}`;
    case 'gap':
      return `gap ${fact.why.code} ${fact.why.what}`;
    default:
      return fact.kind;
  }
}

const effect = ({ effect }: Grant | Trust): string => (typeof effect === 'string' ? effect : 'perhaps');
const when = (fact: Grant | Trust): string => (conditions(fact) ? ` if ${conditions(fact)}` : '');

function grant(fact: Grant): string {
  const what = fact.notActions ? `all but ${list(fact.notActions)}` : list(fact.actions);
  const on = fact.notResources ? `all but ${list(fact.notResources)}` : list(fact.resources);
  const to = fact.notPrincipals ? ` to all but ${who(fact.notPrincipals)}` : fact.principals ? ` to ${who(fact.principals)}` : '';
  return `${effect(fact)} ${what}${on ? ` on ${on}` : ''}${to}${when(fact)}`;
}
