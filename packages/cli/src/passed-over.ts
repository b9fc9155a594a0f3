import type { Coverage } from '@idlint/engine';
import { count } from '@idlint/report';
import type { Workspace } from '@idlint/workspace';

/** What the workspace held and nobody looked into, in a few words each. */
export function passedOver({ passed }: Workspace): string[] {
  const some = (uris: Set<string>) => {
    const names = [...uris].sort();
    return ` (${names.slice(0, 3).join(', ')}${names.length > 3 ? `, and ${names.length - 3} more` : ''})`;
  };
  return [
    ...(passed.unreadable.size ? [`${passed.unreadable.size} without permission${some(passed.unreadable)}`] : []),
    ...(passed.huge.size ? [`${count(passed.huge.size, 'file')} over 32 MB${some(passed.huge)}`] : []),
    ...(passed.vanished.size ? [`${count(passed.vanished.size, 'file')} that went away meanwhile${some(passed.vanished)}`] : []),
    ...(passed.nested.size
      ? [`${passed.nested.size === 1 ? '1 repository' : `${passed.nested.size} repositories`} inside of this one${some(passed.nested)}`]
      : []),
    ...(passed.archives.size
      ? [
          `of archives: ${[...passed.archives]
            .slice(0, 3)
            .map(([uri, why]) => `${uri} ${why}`)
            .join('; ')}${passed.archives.size > 3 ? `; and ${passed.archives.size - 3} more` : ''}`,
        ]
      : []),
    ...(passed.binary.size ? [count(passed.binary.size, 'binary file')] : []),
  ];
}

/**
 * The session can only say that a document could not be read; the workspace knows why. What it passed over was not looked at, and is
 * told by `passedOver`.
 */
export function withoutPassedOver(coverage: Coverage, { passed }: Workspace): Coverage {
  const known = [passed.binary, passed.huge, passed.vanished, passed.unreadable, new Set(passed.archives.keys())];
  const gaps = coverage.gaps.filter(gap => gap.line !== undefined || !known.some(uris => uris.has(gap.uri)));
  const unread = coverage.gaps.length - gaps.length;
  if (!unread) return coverage;
  const { source = 0, ...read } = coverage.read;
  return { ...coverage, gaps, files: coverage.files - unread, read: source > unread ? { ...read, source: source - unread } : read };
}
