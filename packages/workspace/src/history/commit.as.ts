/** What a commit names (gitformat-commit), in AssemblyScript. */

import { findHex } from './ids.as';

/** When it was committed, in seconds. */
export let commitTime: f64 = 0;

/**
 * Writes the numbers of its tree and of its parents, -1 for what is not here.
 * @returns how many parents it has; -1 for what is no commit. The place of the message stands before the numbers, from the commit's start
 */
export function readCommit(at: usize, length: u32, idLength: u32, out: usize, most: u32): i32 {
  const end = at + <usize>length;
  const hexLength = (<usize>idLength) << 1;
  let line = at;
  let parents: u32 = 0;
  commitTime = 0;
  // `tree `, `parent `, `author `, `committer `
  if (line + 6 + hexLength > end || load<u32>(line) !== 0x65657274) return -1;
  store<i32>(out, findHex(line + 5), 4);
  line += 6 + hexLength;
  while (line + 8 + hexLength <= end && load<u32>(line) === 0x65726170) {
    if (parents === most) return -1;
    store<i32>(out + ((<usize>parents) << 2), findHex(line + 7), 8);
    parents++;
    line += 8 + hexLength;
  }
  // A header goes on in lines that begin with a blank; what is empty is the end of all.
  while (line < end && load<u8>(line) !== 10) {
    let feed = line;
    while (feed < end && load<u8>(feed) !== 10) feed++;
    if (load<u32>(line) === 0x6d6d6f63) commitTime = timeIn(line, feed);
    line = feed + 1;
  }
  store<u32>(out, <u32>((line < end ? line + 1 : end) - at));
  return <i32>parents;
}

/** The number that follows the last `> ` of the line. */
function timeIn(line: usize, end: usize): f64 {
  let at = end;
  while (at > line && load<u8>(at - 1) !== 62) at--;
  if (at === line) return 0;
  while (at < end && load<u8>(at) === 32) at++;
  let time: f64 = 0;
  for (; at < end; at++) {
    const code = <u32>load<u8>(at);
    if (code < 48 || code > 57) break;
    time = time * 10 + <f64>(code - 48);
  }
  return time;
}
