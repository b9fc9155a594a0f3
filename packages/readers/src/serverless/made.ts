import type { Data, MapEntry } from '@idlint/evaluate';
import type { Place } from '@idlint/model';
import { whole } from '../cloudformation/intrinsics/strings.ts';

/** What the framework writes into its template: texts, intrinsic functions as maps, and values of the service. */
export type Made = string | Data | readonly Made[] | { readonly [key: string]: Made | undefined };

const isData = (made: Made): made is Data => typeof made === 'object' && 'kind' in made && 'at' in made;

/** As Data of a template, all of it standing where the service asks for it. */
export function made(of: Made, at: Place): Data {
  if (typeof of === 'string') return whole(of, at);
  if (isData(of)) return of;
  if (Array.isArray(of)) return { kind: 'list', items: of.map(item => made(item as Made, at)), at };
  const entries = new Map<string, MapEntry>();
  for (const [key, value] of Object.entries(of as { [key: string]: Made | undefined }))
    if (value !== undefined) entries.set(key, { key: at, value: made(value, at) });
  return { kind: 'map', entries, at };
}

/** A resource of the template. */
export const resource = (type: string, properties: Made, at: Place): MapEntry => ({
  key: at,
  value: made({ Type: type, Properties: properties }, at),
});
