/** What blobs.as.ts exports. Numbers that begin a pair are where bytes lie and how many there are. */
export interface Exports {
  memory: WebAssembly.Memory;
  room: WebAssembly.Global;
  regions: WebAssembly.Global;
  targetSize(delta: number, length: number, baseLength: number): number;
  apply(base: number, baseLength: number, delta: number, length: number, target: number, targetLength: number): number;
  prepare(idLength: number): void;
  inflate(packed: number, length: number, target: number, size: number): number;
  touchAll(length: number): void;
  isBinary(blob: number, length: number): number;
  pick(blob: number, length: number, kind: number): number;
  forget(blob: number, length: number, start: number, stop: number, kind: number): void;
  prepareIds(at: number, capacity: number): void;
  insertIds(ids: number, given: number, count: number, idLength: number, first: number, again: number): number;
  findId(id: number): number;
  readCommit(commit: number, length: number, idLength: number, out: number, most: number): number;
  commitTime: WebAssembly.Global;
  takenOver(delta: number, length: number): number;
  beginTouched(tree: number, length: number): void;
  beginRemoved(base: number, length: number): void;
  added(): number;
  removed(): number;
  missesTree: WebAssembly.Global;
}
