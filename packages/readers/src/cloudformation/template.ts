import { type Data, type MapData, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Place, type Uri, type Why } from '@idlint/model';
import { Intrinsics } from './intrinsics.ts';

/** One resource of a template, its properties worked out. */
export interface CfnResource {
  /** The logical id. */
  id: string;
  type: string;
  properties: MapData;
  /** The logical id's place. */
  at: Place;
  exists: true | Why;
}

/** What the mappers of each service are given. */
export interface Template {
  uri: Uri;
  resources: CfnResource[];
}

const mostResources = 2_000;

/** A CloudFormation or SAM template; undefined where the document is none. Resources that surely do not exist are left out. */
export function templateOf(uri: Uri, document: Data): Template | undefined {
  const sections = mapOf(document);
  const declared = sections && mapOf(member(sections, 'Resources'));
  if (!sections || !declared) return undefined;
  const intrinsics = new Intrinsics(uri, sections);
  const resources: CfnResource[] = [];
  for (const [id, { key: at, value }] of declared.entries) {
    const type = knownValue(stringValue(member(value, 'Type')));
    if (type === undefined || resources.length >= mostResources) continue;
    const exists = intrinsics.exists(member(value, 'Condition'));
    if (exists === false) continue;
    resources.push({ id, type, properties: propertiesOf(intrinsics, value, at), at, exists });
  }
  return resources.length > 0 ? { uri, resources } : undefined;
}

function propertiesOf(intrinsics: Intrinsics, resource: Data, at: Place): MapData {
  const written = member(resource, 'Properties');
  const worked = written.kind === 'absent' ? undefined : intrinsics.work(written);
  if (worked?.kind === 'map') return worked;
  return { kind: 'map', entries: new Map(), at, ...(worked?.kind === 'unknown' ? { open: worked.why } : {}) };
}
