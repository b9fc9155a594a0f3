import type { Place, Segment, Uri } from '@idlint/model';
import type { Data, MapData, MapEntry } from '../data.ts';
import { sortedEntries } from './convert.ts';
import { keyText, madeText } from './text.ts';
import { partOf, unknownData, type Work } from './work.ts';

/**
 * A value that is not worked out before it is asked for: a resource, a module, the namespace `var`. Attributes and items are asked for
 * one at a time, so that `aws_iam_role.deploy.arn` does not evaluate the whole role.
 */
export interface Lazy {
  kind: 'lazy';
  attribute(name: string, use: Place): Data | Lazy;
  /** `[key]`. */
  item(key: Data, use: Place): Data | Lazy;
  /** What a splat or a for goes over; undefined where it is one thing and no collection. */
  entries(use: Place): Entry[] | { open: Data } | undefined;
  /** All of it. */
  whole(use: Place): Data;
}
export type Entry = [key: Data, value: Data | Lazy];

/** Files as functions see them: `file("policy.json")` relative to `path.module`. */
export interface FileAccess {
  /** The text of a file of the workspace; a Data that says why not. Paths as Terraform sees them. */
  text(path: string, at: Place): { text: string; uri: Uri } | { not: Data };
  exists(path: string, at: Place): boolean | undefined;
  /** Paths under a folder that match a pattern of `fileset`; undefined where it is outside of the workspace. */
  list(path: string): string[] | undefined;
}

/** What an expression's names mean, and where its offsets count from. */
export interface Scope {
  uri: Uri;
  segment: Segment;
  work: Work;
  files: FileAccess;
  /** The value behind the first name of a traversal; undefined where there is none. */
  variable(name: string, use: Place): Data | Lazy | undefined;
  /** Functions that this language has beside Terraform's (Terragrunt's). */
  functions?: Readonly<Record<string, OwnFunction>>;
}
export type OwnFunction = (args: Data[], at: Place) => Data;

export const placeIn = (scope: Scope, node: { start: number; end: number }): Place => ({
  uri: scope.uri,
  segment: scope.segment,
  start: node.start,
  end: node.end,
});

/** The same scope with more names: of a for expression, a template, an iterator. */
export function withNames(scope: Scope, names: Record<string, Data | Lazy>): Scope {
  return { ...scope, variable: (name, use) => (Object.hasOwn(names, name) ? names[name] : scope.variable(name, use)) };
}

export const settled = (value: Data | Lazy, use: Place): Data => (value.kind === 'lazy' ? value.whole(use) : value);

/** A namespace whose attributes are worked out one at a time (`var`, `local`, `each`). */
export function namespace(attribute: (name: string, use: Place) => Data | Lazy, names: () => string[]): Lazy {
  const whole = (use: Place): MapData => ({
    kind: 'map',
    of: 'object',
    at: use,
    entries: new Map(names().map((name): [string, MapEntry] => [name, { key: use, value: settled(attribute(name, use), use) }])),
  });
  return {
    kind: 'lazy',
    attribute,
    item: (key, use) =>
      key.kind === 'string' ? attribute(key.value, use) : unknownData({ code: 'unsupported', what: 'a computed name' }, use),
    entries: use => names().map((name): Entry => [madeText(name, use), attribute(name, use)]),
    whole,
  };
}

/** What a for, a splat or an iteration goes over, in Terraform's order. `open`: it is not, or not wholly, known. */
export function entriesOf(value: Data | Lazy, use: Place): { entries: Entry[]; open?: Data } | undefined {
  if (value.kind === 'lazy') {
    const entries = value.entries(use);
    if (!entries) return entriesOf(value.whole(use), use);
    return 'open' in entries ? { entries: [], open: entries.open } : { entries };
  }
  if (value.kind === 'unknown') return { entries: [], open: value };
  const open = (value.kind === 'list' || value.kind === 'map') && value.open ? { open: unknownData(value.open, value.at, value.via) } : {};
  if (value.kind === 'list') {
    const set = value.of === 'set';
    return {
      entries: value.items.map((item, index): Entry => {
        const part = partOf(value, item);
        return [set ? part : { kind: 'number', value: index, at: item.at }, part];
      }),
      ...open,
    };
  }
  if (value.kind !== 'map') return undefined;
  return {
    entries: sortedEntries(value).map(
      ([key, entry]): Entry => [{ ...keyText(key, entry.key), ...viaOf(value) }, partOf(value, entry.value)],
    ),
    ...open,
  };
}

const viaOf = ({ via }: Data): { via?: Place[] } => (via?.length ? { via } : {});
