import type { Data, MapData, StringData } from '@idlint/evaluate';
import { yamlInString } from '@idlint/evaluate/yaml';
import { type Place, resolvePath, type Uri, type WhyCode } from '@idlint/model';
import { stringOf } from './fields.ts';
import type { Reference } from './references.ts';
import { idOf, type Resource } from './resource.ts';
import type { VarReference } from './vars.ts';

/** What a kustomization is to the workspace. */
export interface Kustomization {
  uri: Uri;
  data: MapData;
}

/** How kustomizations see the workspace. */
export interface Sources {
  /** Of a folder. */
  kustomization(folder: Uri): Kustomization | undefined;
  /** The objects of a file that matter; undefined where there is no such file. */
  objects(uri: Uri): Data[] | undefined;
  /** All documents of a file, whatever they hold. */
  documents(uri: Uri): Data[] | undefined;
  text(uri: Uri): string | undefined;
  /** What a base comes to, worked out once for all who use it; undefined where it depends on itself. `all`: also what holds no identity. */
  base(uri: Uri, all?: boolean): Accumulated | undefined;
}

/** What could not be followed. Plain data. */
export interface Missed {
  at: Place;
  code: WhyCode;
  what: string;
  message: string;
  /** A change finds nothing to change. */
  misfit?: true;
}

/** Objects as far as a kustomization and what it takes in make them. Names are linked, and variables put in, only at the root. */
export interface Accumulated {
  resources: Resource[];
  references: Reference[];
  vars: Data[];
  varReferences: VarReference[];
  missed: Missed[];
}

/** More objects than these are no application. */
const mostResources = 20_000;
/** Looks at an object, and changes of one: what is made by people needs a thousandth. */
const mostSteps = 400_000;
/** More of these tell nobody anything. */
const mostMissed = 200;

/** The objects of one kustomization while it is worked through, and what could not be done. */
export class Work {
  readonly sources: Sources;
  readonly missed: Missed[] = [];
  resources: Resource[] = [];
  readonly #taken = new Set<string>();
  #left = mostSteps;
  #full = false;

  constructor(sources: Sources) {
    this.sources = sources;
  }

  /** An object that is there already is not taken in again. */
  add(resource: Resource): void {
    const id = idOf(resource.data);
    const key = `${id.group}/${id.kind}/${id.namespace}/${id.name}`;
    if (id.name !== '' && this.#taken.has(key)) return;
    if (this.resources.length < mostResources) {
      this.#taken.add(key);
      this.resources.push(resource);
    } else if (!this.#full) {
      this.#full = true;
      this.miss(resource.data.at, 'limit', 'a kustomization of too many objects', 'not all objects of this kustomization are looked at');
    }
  }

  each(change: (resource: Resource) => Resource): void {
    this.resources = this.resources.map(change);
  }

  /** Whether there are so many steps left; by default one for each object, to see whether it is meant. */
  spend(at: Place, steps = this.resources.length + 1): boolean {
    const before = this.#left;
    this.#left -= steps;
    if (this.#left >= 0) return true;
    if (before >= 0) this.miss(at, 'limit', 'a kustomization that changes too much', 'not all that this kustomization changes is followed');
    return false;
  }

  miss(at: Place, code: WhyCode, what: string, message: string): void {
    if (this.missed.length >= mostMissed && code !== 'limit') return;
    this.missed.push({ at, code, what: what.length > 100 ? `${what.slice(0, 99)}…` : what, message });
  }

  misfit(at: Place, message: string): void {
    if (this.missed.length < mostMissed) this.missed.push({ at, code: 'reference', what: 'what is changed', message, misfit: true });
  }

  file(folder: Uri, path: string): { uri: Uri; text: string } | undefined {
    const uri = resolvePath(folder, path);
    const text = uri === undefined ? undefined : this.sources.text(uri);
    return uri === undefined || text === undefined ? undefined : { uri, text };
  }

  /** Documents that are written on the spot, or in a file; `what` they are, where they are not in the workspace. */
  documentsIn(folder: Uri, written: Data | undefined, what: string): Data[] {
    const text = stringOf(written);
    if (!text) return [];
    if (text.value.includes('\n') || /^\s*[{[]/.test(text.value)) return inlined(text);
    const uri = resolvePath(folder, text.value);
    const documents = uri === undefined ? undefined : this.sources.documents(uri);
    if (documents) return documents;
    // What is no file may be the document itself.
    const inline = inlined(text);
    if (inline.some(({ kind }) => kind === 'map')) return inline;
    this.miss(text.at, 'reference', text.value, `${what} is not in the workspace`);
    return [];
  }
}

export const inlined = (text: StringData): Data[] => yamlInString(text).map(({ data }) => data);
