/**
 * The outside world: files, ignore rules, git. The only layer that touches them; everybody else is given bytes.
 */

export { packageResolver } from './extends.ts';
export { GitError } from './git.ts';
export { nodeHost } from './host.ts';
export type { PassedOver } from './passed-over.ts';
export { PathError } from './target.ts';
export { openWorkspace, type Workspace } from './workspace.ts';
