/**
 * The outside world: files, ignore rules, git. The only layer that touches them; everybody else is given bytes.
 */

export { inArchive } from './archive/open.ts';
export { DiskFiles } from './disk.ts';
export { packageResolver } from './extends.ts';
export { Git, GitError } from './git.ts';
export { nodeHost } from './host.ts';
export { identityDocument } from './kinds.ts';
export { PassedOver } from './passed-over.ts';
export { gitTop } from './root.ts';
export { PathError } from './target.ts';
export { openUnlisted, openWorkspace, type Workspace } from './workspace.ts';
