import type { Data } from '@idlint/evaluate';
import { yamlDocuments } from '@idlint/evaluate/yaml';
import { type Ask, SourceDocument } from '@idlint/model';
import { kubernetes } from '../../src/kubernetes/index.ts';
import { unlisted } from '../../src/kubernetes/object.ts';
import type { KubernetesPart } from '../../src/kubernetes/read.ts';
import { type Accumulated, accumulated, finished } from '../../src/kustomize/index.ts';

/** A value as `kubectl` would write it, places left out: what is not known is `?`. */
export type Plain = string | Plain[] | { [key: string]: Plain };

/** An object by what it is called, and the object. */
export type Objects = Map<string, { [key: string]: Plain }>;

/** The objects that a kustomization comes to, and what could not be followed. `read` gives a file's text by its path. */
export function built(uri: string, read: (uri: string) => string | undefined): { objects: Objects; missed: Accumulated['missed'] } {
  const parts = new Map<string, KubernetesPart | undefined>();
  const answers = new Map<string, unknown>();
  const ask: Ask<KubernetesPart> = {
    part: at => {
      const text = parts.has(at) ? undefined : read(at);
      if (!parts.has(at)) parts.set(at, text === undefined ? undefined : kubernetes.read(new SourceDocument(at, text)));
      return parts.get(at);
    },
    text: read,
    list: () => [],
    call: call => {
      const key = `${call.unit.at} ${JSON.stringify(call.inputs)}`;
      if (!answers.has(key)) {
        answers.set(key, undefined);
        answers.set(key, kubernetes.call?.(call, ask));
      }
      return answers.get(key);
    },
  };
  const found = accumulated(uri, ask);
  if (!found) return { objects: new Map(), missed: [] };
  return { objects: named(finished(found).map(({ data }) => plain(data))), missed: found.missed };
}

/** The objects of `kubectl kustomize`'s answer. */
export const answered = (text: string): Objects =>
  named(yamlDocuments('answer.yaml', text).flatMap(({ data }) => unlisted(data).map(plain)));

function named(objects: Plain[]): Objects {
  return new Map(
    objects.flatMap(object => {
      if (typeof object === 'string' || Array.isArray(object)) return [];
      const { name = '', namespace = '' } = (object.metadata ?? {}) as { [key: string]: Plain };
      const version = String(object.apiVersion ?? '');
      const group = version.includes('/') ? `.${version.slice(0, version.indexOf('/'))}` : '';
      return [[`${object.kind}${group} ${namespace}/${name}`, object]];
    }),
  );
}

/** Keys in their order; nulls and what is empty left out. */
function plain(data: Data): Plain {
  switch (data.kind) {
    case 'map': {
      const entries = [...data.entries].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([, { value }]) => value.kind !== 'null');
      const values = entries.map(([key, { value }]): [string, Plain] => [key, plain(value)]);
      return Object.fromEntries(values.filter(([, value]) => typeof value === 'string' || Object.keys(value).length > 0));
    }
    case 'list':
      return data.items.map(plain);
    case 'string':
    case 'bool':
      return String(data.value);
    case 'number':
      return data.exact !== undefined ? String(Number(data.exact)) : String(data.value);
    default:
      return '?';
  }
}
