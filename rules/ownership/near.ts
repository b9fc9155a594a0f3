/** The one that a person may have meant: at most two letters away, and fewer than a third of them; undefined where two are as near. */
export function nearest<T>(written: string, candidates: Iterable<T>, textOf: (candidate: T) => string): T | undefined {
  let best: { distance: number; candidate: T; text: string } | undefined;
  let tied = false;
  for (const candidate of candidates) {
    const text = textOf(candidate);
    const distance = distanceOf(written, text);
    if (distance === 0 || distance > 2 || distance * 3 >= written.length) continue;
    if (!best || distance < best.distance) {
      best = { distance, candidate, text };
      tied = false;
    } else if (distance === best.distance && text !== best.text) tied = true;
  }
  return tied ? undefined : best?.candidate;
}

/** Edits of one letter, a swap of two neighbours counting as one (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, older[j - 2]! + 1);
      row.push(cost);
    }
    older = last;
    last = row;
  }
  return last[b.length]!;
}
