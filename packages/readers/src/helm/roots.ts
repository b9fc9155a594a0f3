import { type Ask, inFolder, type Uri } from '@idlint/model';
import { localFolder } from './chart.ts';
import { metadataOf } from './metadata.ts';
import type { HelmPart, Language } from './part.ts';

/** The charts that are judged by themselves: what another one uses is judged there, and a library gives nothing by itself. */
export function roots(claimed: readonly Uri[], ask: Ask<HelmPart>, language: Language): Uri[] {
  const folders = claimed
    .filter(uri => uri === 'Chart.yaml' || uri.endsWith('/Chart.yaml'))
    .map(uri => uri.slice(0, -'/Chart.yaml'.length));
  const all = new Set(claimed.some(uri => uri === 'Chart.yaml') ? ['', ...folders.filter(folder => folder !== '')] : folders);
  const used = new Set<Uri>();
  for (const folder of all) {
    const above = /^(?:(.*)\/)?charts\/[^/]+$/.exec(folder);
    if (above && all.has(above[1] ?? '')) used.add(folder);
    for (const local of usedBy(folder, ask, language)) if (local !== folder) used.add(local);
  }
  const free = [...all].filter(folder => !used.has(folder));
  // Charts that use each other in a circle have no root; each is judged.
  return free.length > 0 || all.size === 0 ? free : [...all];
}

function usedBy(folder: Uri, ask: Ask<HelmPart>, { template }: Language): Uri[] {
  const texts = ['Chart.yaml', 'requirements.yaml'].flatMap(name => ask.text(inFolder(folder, name)) ?? []);
  return texts
    .filter(text => text.includes('file://'))
    .flatMap(text => {
      const { value } = template.readYaml(template.str(text));
      if (value.kind !== 'map') return [];
      const at = { uri: folder, segment: '', start: 0, end: 0 };
      return metadataOf(value, undefined, at).dependencies.flatMap(({ repository }) => localFolder(folder, repository) ?? []);
    });
}
