import { anyOwner, type Fact, type Gap, known, type Ownership, ownerName, type Part, placeOf, type Reader, type Uri } from '@idlint/model';
import { type CodeownersLine, largestFile, parse } from '@idlint/syntax/codeowners';

/** GitHub takes the first of these that is there, and looks nowhere else. */
const locations: Uri[] = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

interface CodeownersPart extends Part {
  lines: CodeownersLine[];
  tooLarge: boolean;
}

export const codeowners: Reader<CodeownersPart> = {
  name: 'codeowners',
  title: 'CODEOWNERS',
  comment: { line: '#' },

  claims: head => locations.includes(head.uri),

  read(document) {
    const segments = { '': 0 };
    if (document.bytes.length > largestFile) return { segments, faults: [], lines: [], tooLarge: true };
    const { lines, faults } = parse(document.text);
    return { segments, faults: faults.map(fault => ({ segment: '', ...fault })), lines, tooLarge: false };
  },

  evaluate({ at: uri }, ask) {
    const preferred = locations.find(location => ask.part(location));
    const part = ask.part(uri);
    if (!part || preferred !== uri) return [];
    if (part.tooLarge) return [tooLarge(uri)];
    const taken = new Map<string, number>();
    return part.lines.map((line, order): Fact => {
      const again = (taken.get(line.pattern.text) ?? 0) + 1;
      taken.set(line.pattern.text, again);
      return ownership(uri, line, order, again);
    });
  },
};

function ownership(uri: Uri, { pattern, owners }: CodeownersLine, order: number, again: number): Ownership {
  return {
    kind: 'ownership',
    key: `${uri}#${pattern.text}${again > 1 ? `~${again}` : ''}`,
    platform: 'github',
    at: placeOf(uri, pattern.start, pattern.end),
    exists: true,
    names: owners.length > 0 ? [anyOwner, ...new Set(owners.flatMap(({ text }) => ownerName(text) ?? []))] : [],
    source: 'codeowners',
    subject: { pattern: pattern.text },
    owners: owners.map(owner => known(owner.text, placeOf(uri, owner.start, owner.end))),
    order,
  };
}

function tooLarge(uri: Uri): Gap {
  return {
    kind: 'gap',
    key: `${uri}#size`,
    platform: 'github',
    at: placeOf(uri, 0, 0),
    exists: true,
    names: [],
    severity: 'limit',
    why: { code: 'limit', what: 'a CODEOWNERS file over 3 MB' },
    message: 'GitHub does not load a CODEOWNERS file over 3 MB, so nobody owns anything by it',
  };
}
