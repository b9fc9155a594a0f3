const isDigit = (character: string | undefined): boolean => character !== undefined && /\p{Nd}/u.test(character);

/** go-yaml's order of keys: numbers within them by their value, letters after everything else. */
export function compareKeys(a: string, b: string): number {
  const x = [...a];
  const y = [...b];
  for (let at = 0; at < x.length && at < y.length; at++) {
    const [p, q] = [x[at]!, y[at]!];
    if (p === q) continue;
    const [letterP, letterQ] = [/\p{L}/u.test(p), /\p{L}/u.test(q)];
    if (letterP && letterQ) return p.codePointAt(0)! - q.codePointAt(0)!;
    if (letterP || letterQ) return letterQ ? -1 : 1;
    return compareNumbers(x, y, at) || p.codePointAt(0)! - q.codePointAt(0)!;
  }
  return x.length - y.length;
}

function compareNumbers(x: string[], y: string[], at: number): number {
  let lead = 0n;
  if (x[at] === '0' || y[at] === '0')
    for (let before = at - 1; before >= 0 && isDigit(x[before]); before--)
      if (x[before] !== '0') {
        lead = 1n;
        break;
      }
  const [numberX, endX] = numberFrom(x, at, lead);
  const [numberY, endY] = numberFrom(y, at, lead);
  if (numberX !== numberY) return numberX < numberY ? -1 : 1;
  return endX - endY;
}

function numberFrom(characters: string[], at: number, lead: bigint): [bigint, number] {
  let number = lead;
  let end = at;
  for (; isDigit(characters[end]); end++) number = BigInt.asIntN(64, number * 10n + BigInt(characters[end]!.codePointAt(0)! - 48));
  return [number, end];
}
