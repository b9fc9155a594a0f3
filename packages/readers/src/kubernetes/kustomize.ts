/**
 * The files that a kustomization lays over others as patches, by the names that it gives them. They are changes to objects, not
 * objects: what they leave out stands elsewhere.
 */
export function patchFiles(kustomization: string): string[] {
  const files: string[] = [];
  let inPatches = false;
  for (const line of kustomization.split(/\r?\n/)) {
    const key = /^([A-Za-z]\w*):/.exec(line)?.[1];
    if (key) inPatches = key.startsWith('patches');
    if (!inPatches) continue;
    const file = /(?:^\s*-\s+|\bpath:\s*)["']?([^\s"'#:{}]+\.(?:ya?ml|json))\b/.exec(line)?.[1];
    if (file) files.push(file.replace(/^\.\//, ''));
  }
  return files;
}
