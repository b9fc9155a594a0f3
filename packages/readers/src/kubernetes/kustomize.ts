import { known, placeOf, type Uri, type Value } from '@idlint/model';

/** What a kustomization says of the manifests beside it, as far as it takes no composing. */
export interface Kustomization {
  /** Which it puts every object into. */
  namespace?: Value<string>;
  /**
   * The files that it lays over others as patches, as it names them. They are changes to objects, not objects: what they leave out
   * stands elsewhere.
   */
  patches: string[];
}

export function readKustomization(uri: Uri, text: string): Kustomization {
  const kustomization: Kustomization = { patches: [] };
  let inPatches = false;
  let offset = 0;
  for (const line of text.split('\n')) {
    const [, key, rest = ''] = /^([A-Za-z]\w*):[ \t]*(.*)$/.exec(line) ?? [];
    if (key) inPatches = key.startsWith('patches');
    const namespace = key === 'namespace' ? /^(["']?)([a-z0-9][a-z0-9-]*)\1\s*(?:#.*)?$/.exec(rest) : undefined;
    if (namespace?.[2]) {
      const start = offset + line.indexOf(namespace[2], 'namespace:'.length);
      kustomization.namespace = known(namespace[2], placeOf(uri, start, start + namespace[2].length));
    }
    const file = inPatches ? /(?:^\s*-\s+|\bpath:\s*)["']?([^\s"'#:{}]+\.(?:ya?ml|json))\b/.exec(line)?.[1] : undefined;
    if (file) kustomization.patches.push(file.replace(/^\.\//, ''));
    offset += line.length + 1;
  }
  return kustomization;
}
