/**
 * Kustomize, as `kubectl kustomize` works it out: what a root takes in is changed step by step on its way up, each value at the place where
 * it is written. Remote bases, charts, and plugins are said as not analysed.
 */
import { type Ask, type Fact, type FactKey, folderOf, type Gap, placeOf, type Uri, whyNot } from '@idlint/model';
import { factsOf } from '../kubernetes/facts.ts';
import { Names } from '../kubernetes/names.ts';
import { objectsOf } from '../kubernetes/object.ts';
import type { KubernetesPart } from '../kubernetes/read.ts';
import { textAt } from './fields.ts';
import { withHash } from './generate.ts';
import { withReferences } from './references.ts';
import type { Resource } from './resource.ts';
import { withVars } from './vars.ts';
import type { Accumulated, Missed } from './work.ts';
import { accumulated, answer, belongsToOne, isKustomization, namespaceOf, roots } from './workspace.ts';

export type { Accumulated } from './work.ts';
export { accumulated } from './workspace.ts';

/** What is done once, at the root: hashes, then the names by which objects call each other, then variables. */
export function finished({ resources, references, vars, varReferences }: Accumulated): Resource[] {
  const linked = withReferences(resources.map(withHash), references);
  return withVars(linked, vars, varReferences).filter(
    ({ data }) => textAt(data, 'metadata', 'annotations', 'config.kubernetes.io/local-config') !== 'true',
  );
}

/** The facts of a kustomization that nobody else takes in. */
function kustomizationFacts(uri: Uri, ask: Ask<KubernetesPart>): Fact[] {
  const built = accumulated(uri, ask);
  if (!built) return [gap(uri, { at: placeOf(uri, 0, 0), code: 'cycle', what: uri, message: 'kustomizations that take in each other' }, 0)];
  const folder = folderOf(uri);
  const context = {
    scope: folder,
    names: new Names(folder, folderOf(folder) || undefined),
    namespace: undefined,
    taken: new Set<FactKey>(),
  };
  const objects = finished(built).flatMap(({ data, through }) =>
    objectsOf(uri, { segment: '', data, template: false, conditional: [], complete: true }, context, through),
  );
  return [...factsOf(objects), ...built.missed.map((missed, index) => gap(uri, missed, index))];
}

function gap(uri: Uri, { at, code, what, message }: Missed, index: number): Gap {
  return {
    kind: 'gap',
    key: `${uri}#kustomization/${index}`,
    platform: 'kubernetes',
    at,
    exists: true,
    names: [],
    severity: 'limit',
    why: { ...whyNot(code, what), at },
    message,
  };
}

/** What the reader of Kubernetes asks for. */
export const kustomize = { answer, belongsToOne, isKustomization, kustomizationFacts, namespaceOf, roots };
