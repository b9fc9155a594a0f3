import type { Data, ListData, MapData, StringData } from '@idlint/evaluate';
import type { Place } from '@idlint/model';
import { fieldOf, isTooLarge, joined, listAt, madeText, mapAt, stringOf, textAt, textsAt, withEntry } from './fields.ts';
import { effectiveNamespace, fits, type Id, idsOf, patternOf, type Resource } from './resource.ts';
import { selectorOf } from './select.ts';

/** `replacements`: a field of one object put into fields of others. `onMisfit` is told of what could not be followed. */
export function replaced(resources: readonly Resource[], replacements: readonly Data[], onMisfit: (at: Place) => void): Resource[] {
  return replacements.reduce<Resource[]>(
    (all, replacement) => {
      const source = fieldOf(replacement, 'source');
      const value = source && sourceValue(all, source);
      if (value && !isTooLarge(value))
        return listAt(replacement, 'targets').reduce((next, target) => intoTarget(next, target, value, onMisfit), all);
      onMisfit((source ?? replacement).at);
      return all;
    },
    [...resources],
  );
}

function sourceValue(resources: readonly Resource[], source: Data): Data | undefined {
  const pattern = patternOf(source);
  const [name, namespace] = [textAt(source, 'name'), textAt(source, 'namespace')];
  const meant = (id: Id) =>
    fits(pattern, id) && (!name || name === id.name) && (!namespace || namespace === (id.namespace || effectiveNamespace(id)));
  const found = resources.filter(resource => idsOf(resource).some(meant));
  const value = found.length === 1 ? lookUp(found[0]!.data, steps(textAt(source, 'fieldPath') ?? 'metadata.name')) : undefined;
  const delimiter = textAt(source, 'options', 'delimiter');
  if (!delimiter || !value) return value;
  const piece = textAt(value)?.split(delimiter)[Number(textAt(source, 'options', 'index') ?? 0)];
  return piece === undefined ? undefined : madeText(piece, value.at);
}

function intoTarget(resources: readonly Resource[], target: Data, value: Data, onMisfit: (at: Place) => void): Resource[] {
  const select = fieldOf(target, 'select');
  const selects = select && selectorOf(select);
  const rejects = listAt(target, 'reject').map(selectorOf);
  if (!selects || rejects.includes(undefined)) {
    onMisfit(target.at);
    return [...resources];
  }
  const paths = textsAt(target, 'fieldPaths');
  const wanted = paths.length > 0 ? paths : [{ text: 'metadata.name', at: target.at }];
  const put = putter(fieldOf(target, 'options'), value, target.at);
  return resources.map(resource => {
    if (!selects(resource) || rejects.some(rejects => rejects!(resource))) return resource;
    const data = wanted.reduce<Data>((next, { text }) => change(next, steps(text), put.set, put.create, target.at), resource.data);
    return data === resource.data ? resource : { ...resource, data: data as MapData };
  });
}

/** How a value is put into a field: as a whole, or between delimiters. */
function putter(options: Data | undefined, value: Data, via: Place): { set: (found?: Data) => Data; create: boolean } {
  const delimiter = textAt(options, 'delimiter');
  const index = Number(textAt(options, 'index') ?? 0);
  const through = { ...value, via: [...(value.via ?? []), via] } as Data;
  const set = (found?: Data): Data => {
    const [own, text] = [stringOf(found), stringOf(value)];
    if (!delimiter || !own || !text) return through;
    const pieces = own.value.split(delimiter);
    const at = index < 0 ? -1 : Math.min(index, pieces.length);
    const all = at < 0 ? [text, ...piecesOf(own, delimiter)] : piecesOf(own, delimiter).toSpliced(at, 1, text);
    const between = madeText(delimiter, own.at);
    return joined(
      all.flatMap((piece, position) => (position > 0 ? [between, piece] : [piece])),
      own,
      [text.at],
    );
  };
  return { set, create: textAt(options, 'create') === 'true' };
}

function piecesOf(text: StringData, delimiter: string): StringData[] {
  return text.value.split(delimiter).map(piece => madeText(piece, text.at));
}

/** `spec.containers.[name=web].env.0.value`; a dot in brackets, or after a backslash, belongs to its step. */
export const steps = (path: string): string[] =>
  [...path.matchAll(/(?:\[[^\]]*\]|\\.|[^.\\])+/g)].map(([step]) => step.replace(/\\(.)/g, '$1')).filter(step => step !== '');

const condition = (step: string): [key: string, value: string] | undefined => {
  const [, key, value] = /^\[([^=\]]*)=(.*)\]$/.exec(step) ?? [];
  return key === undefined ? undefined : [key, value!];
};
const keyIn = (step: string): string => /^\[(.*)\]$/.exec(step)?.[1] ?? step;

export function lookUp(data: Data | undefined, path: readonly string[]): Data | undefined {
  let found = data;
  for (const step of path) {
    if (found?.kind === 'list') found = itemsMeant(found, step).map(index => (found as ListData).items[index])[0];
    else found = fieldOf(found, keyIn(step));
  }
  return found;
}

function itemsMeant({ items }: ListData, step: string): number[] {
  if (step === '*') return [...items.keys()];
  const meant = condition(step);
  if (meant)
    return [...items.keys()].filter(index => (meant[0] === '' ? textAt(items[index]) : textAt(items[index], meant[0])) === meant[1]);
  return /^\d+$/.test(step) && Number(step) < items.length ? [Number(step)] : [];
}

function change(data: Data, [step, ...rest]: readonly string[], set: (found?: Data) => Data, create: boolean, at: Place): Data {
  if (step === undefined) return set(data);
  if (data.kind === 'list') {
    const meant = new Set(itemsMeant(data, step));
    if (meant.size > 0)
      return { ...data, items: data.items.map((item, index) => (meant.has(index) ? change(item, rest, set, create, at) : item)) };
    if (!create || (step !== '-' && !condition(step))) return data;
    const [key, value] = condition(step) ?? [];
    const item = key ? mapAt(at, [[key, madeText(value!, at)]]) : mapAt(at);
    return { ...data, items: [...data.items, change(item, rest, set, create, at)] };
  }
  if (data.kind !== 'map') return data;
  if (step === '*')
    return [...data.entries].reduce((next, [key, { value }]) => withEntry(next, key, change(value, rest, set, create, at)), data);
  const key = keyIn(step);
  const found = data.entries.get(key)?.value;
  if ((!found || found.kind === 'null') && !create) return data;
  if (rest.length === 0) return withEntry(data, key, set(found), at);
  const empty: Data = condition(rest[0]!) ? { kind: 'list', items: [], at } : mapAt(at);
  return withEntry(data, key, change(found && found.kind !== 'null' ? found : empty, rest, set, create, at), at);
}
