import { type Data, type Found, hole, type MapEntry, type StringData, sliceString, stringValue } from '@idlint/evaluate';
import { folderOf, knownValue, type Place, resolvePath, type Uri, type Why } from '@idlint/model';
import { put, textOf, unknown, whole } from '../cloudformation/intrinsics/strings.ts';
import { type Source, variablesIn } from './syntax.ts';

/** What is asked of the rest of the workspace. */
type ReadFile = (uri: Uri) => Data | undefined;

const mostSteps = 300_000;
const deepest = 60;

/** What a service says with its variables put in, as far as they are known without the command line and the cloud. */
export class Resolver {
  readonly #uri: Uri;
  readonly #root: Data;
  readonly #file: ReadFile;
  #left = mostSteps;
  #depth = 0;
  /** The addresses that are being worked out. */
  readonly #within = new Set<string>();

  constructor(uri: Uri, root: Data, file: ReadFile) {
    this.#uri = uri;
    this.#root = root;
    this.#file = file;
  }

  /** Everything in a value, its variables put in. */
  all(data: Data): Data {
    if (this.#left-- <= 0 || this.#depth > deepest) return unknown({ code: 'limit', what: 'a service this large' }, data.at);
    this.#depth++;
    try {
      return this.#parts(this.one(data));
    } finally {
      this.#depth--;
    }
  }

  #parts(data: Data): Data {
    if (data.kind === 'list') return { ...data, items: data.items.map(item => this.all(item)) };
    if (data.kind !== 'map') return data;
    const entries = new Map<string, MapEntry>();
    for (const [key, entry] of data.entries) entries.set(key, { key: entry.key, value: this.all(entry.value) });
    return { ...data, entries };
  }

  /** The value itself, where it is a text with variables; what is in a map or a list stays as it is written. */
  one(data: Data): Data {
    if (data.kind !== 'string' || !data.value.includes('${')) return data;
    const variables = variablesIn(data.value);
    const [only] = variables;
    if (!only) return data;
    if (this.#left-- <= 0 || this.#depth > deepest) return unknown({ code: 'limit', what: 'a service this large' }, data.at);
    this.#depth++;
    try {
      if (only.start === 0 && only.end === data.value.length) return this.#first(only.sources, data.at);
      return this.#text(data, variables);
    } finally {
      this.#depth--;
    }
  }

  #text(data: StringData, variables: ReturnType<typeof variablesIn>): Data {
    const pieces: StringData[] = [];
    let from = 0;
    for (const { start, end, sources } of variables) {
      pieces.push(sliceString(data, from, start));
      const { at } = sliceString(data, start, end);
      const value = this.#first(sources, at);
      pieces.push(textOf(value) ?? textOf(unknown({ code: 'syntax', what: 'a variable that is no text' }, at))!);
      from = end;
    }
    pieces.push(sliceString(data, from, data.value.length));
    const made = put(pieces, data.at);
    return data.via?.length ? { ...made, via: data.via } : made;
  }

  /** The first source that has a value; one that nobody can know here keeps its fallback from being looked at only if it has none. */
  #first(sources: readonly Source[], at: Place): Data {
    let why: Why | undefined;
    for (const source of sources) {
      const found = this.#source(source, at);
      if (found.kind === 'absent' || found.kind === 'null') continue;
      if (found.kind !== 'unknown' || sources.length === 1) return found;
      // A fallback is what holds where nothing else is given.
      if (found.why.code !== 'variable') return found;
      why ??= found.why;
    }
    return unknown(why ?? { code: 'reference', what: 'a variable without a value' }, at);
  }

  #source(source: Source, at: Place): Found {
    if (source.kind === 'literal') {
      const { value } = source;
      if (value === null) return { kind: 'absent', at };
      if (typeof value === 'string') return whole(value, at);
      return typeof value === 'number' ? { kind: 'number', value, at } : { kind: 'bool', value, at };
    }
    if (source.kind === 'text') return this.one(whole(source.text, at));
    const address = this.#plain(source.address, at);
    const params = this.#plain(source.params, at);
    if (address === undefined || params === undefined) return unknown({ code: 'reference', what: `\${${source.type}:…}` }, at);
    return this.#typed(source.type, params, address, at);
  }

  #typed(type: string, params: string, address: string, at: Place): Found {
    switch (type) {
      case 'self':
        return this.#lookup(this.#root, address, 'self', at);
      case 'sls':
        return address === 'stage' ? this.stage(at) : unknown({ code: 'variable', what: `sls:${address}` }, at);
      case 'opt':
      case 'env':
        return unknown({ code: 'variable', what: `${type}:${address}` }, at);
      case 'param':
        return this.#param(address, at);
      case 'file':
        return this.#inFile(params, address, at);
      case 'aws':
        return unknown(
          { code: 'reference', what: address === 'accountId' ? 'AWS::AccountId' : address === 'region' ? 'AWS::Region' : `aws:${address}` },
          at,
        );
      case 'strToBool':
        return /^(?:true|1)$/i.test(params) ? { kind: 'bool', value: true, at } : { kind: 'bool', value: false, at };
      default:
        return unknown({ code: 'reference', what: `${type}:${address}` }, at);
    }
  }

  /** The stage: what the service says, or `dev`. The command line may name another one, as it may for a default of anything. */
  stage(at: Place): Data {
    const written = this.#lookup(this.#root, 'provider.stage', 'self', at);
    return written.kind === 'absent' || (written.kind === 'unknown' && written.why.code === 'variable') ? whole('dev', at) : written;
  }

  /** A parameter of the stage, or of all stages: `stages` since version 4, `params` before. */
  #param(name: string, at: Place): Found {
    const stage = knownValue(stringValue(this.stage(at)));
    for (const section of [stage, 'default']) {
      if (section === undefined) continue;
      for (const path of [`stages.${section}.params.${name}`, `params.${section}.${name}`]) {
        const found = this.#lookup(this.#root, path, 'self', at);
        if (found.kind !== 'absent') return found;
      }
    }
    return unknown({ code: 'variable', what: `param:${name}` }, at);
  }

  #inFile(path: string, address: string, at: Place): Found {
    const uri = path.startsWith('~') ? undefined : resolvePath(folderOf(this.#uri), path);
    if (uri === undefined) return unknown({ code: 'reference', what: 'a file outside of the workspace' }, at);
    if (!/\.(?:ya?ml|json)$/.test(path)) return unknown({ code: 'dynamic', what: path }, at);
    const data = this.#file(uri);
    // A file that is not there counts as no value, as for the framework.
    if (!data) return unknown({ code: 'variable', what: `the file ${path}` }, at);
    return this.#lookup(data, address, uri, at);
  }

  #lookup(root: Data, address: string, of: string, at: Place): Found {
    const id = `${of}:${address}`;
    if (this.#within.has(id)) return unknown({ code: 'cycle', what: id }, at);
    this.#within.add(id);
    try {
      let data: Data = root;
      for (const key of address === '' ? [] : address.split('.')) {
        const next = childAt(this.one(data), key);
        if (next.kind === 'absent' || next.kind === 'unknown') return next;
        data = next;
      }
      const found = this.all(data);
      return { ...found, via: [...(found.via ?? []), at] };
    } finally {
      this.#within.delete(id);
    }
  }

  /** A part of a variable as a text; undefined where it is not known. */
  #plain(text: string, at: Place): string | undefined {
    if (!text.includes('${')) return text;
    const value = this.one(whole(text, at));
    const known = knownValue(stringValue(value));
    return known?.includes(hole) ? undefined : known;
  }
}

function childAt(data: Data, key: string): Found {
  if (data.kind === 'unknown') return data;
  if (data.kind === 'list') return data.items[Number(key)] ?? { kind: 'absent', at: data.at };
  if (data.kind !== 'map') return { kind: 'absent', at: data.at };
  const value = data.entries.get(key)?.value;
  return value ?? (data.open ? unknown(data.open, data.at) : { kind: 'absent', at: data.at });
}
