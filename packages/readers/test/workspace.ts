import { type Ask, type Fact, type Part, type Reader, SourceDocument, type TextEdit } from '@idlint/model';

/** A few files, read by one reader and evaluated unit by unit, as a session does. */
export async function workspace<P extends Part>(reader: Reader<P>, files: Record<string, string>, settings?: Ask<P>['settings']) {
  await reader.load?.();
  const documents = new Map(Object.entries(files).map(([uri, text]) => [uri, new SourceDocument(uri, text)]));
  const parts = new Map<string, P>();
  for (const [uri, document] of documents) if (claims(reader, uri, document.text)) parts.set(uri, reader.read(document));
  const answers = new Map<string, unknown>();
  const ask: Ask<P> = {
    part: uri => partOf(uri),
    text: uri => files[uri],
    list: glob => [...documents.keys()].filter(uri => matches(uri, glob)).sort(),
    call: call => {
      // Each is answered once; one that depends on itself gives nothing.
      const key = `${call.unit.at} ${JSON.stringify(call.inputs)}`;
      if (!answers.has(key)) {
        answers.set(key, undefined);
        answers.set(key, reader.call?.(call, ask));
      }
      return answers.get(key);
    },
    ...(settings ? { settings } : {}),
  };
  /** Of any document: a reader may ask for those that it does not claim. */
  function partOf(uri: string): P | undefined {
    const document = documents.get(uri);
    if (document && !parts.has(uri)) parts.set(uri, reader.read(document));
    return parts.get(uri);
  }
  const claimed = [...parts.keys()].sort();
  const units = reader.units?.(claimed, ask) ?? claimed.map(at => ({ reader: reader.name, at }));
  const facts: Fact[] = units.flatMap(unit => reader.evaluate(unit, ask));
  return {
    facts,
    faults: [...parts].flatMap(([uri, { faults }]) => faults.map(fault => ({ uri, ...fault }))),
    part: (uri: string) => parts.get(uri)!,
    document: (uri: string) => documents.get(uri)!,
    /** The text that a place stands for. */
    textAt({ uri, segment, start, end }: { uri: string; segment: string; start: number; end: number }): string {
      const offset = partOf(uri)!.segments[segment]!;
      return files[uri]!.slice(offset + start, offset + end);
    },
    /** The text of a document after an edit. */
    after(uri: string, edits: TextEdit[] | undefined): string | undefined {
      if (!edits) return undefined;
      return [...edits].reverse().reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), files[uri]!);
    },
  };
}

function claims(reader: Pick<Reader, 'claims'>, uri: string, text: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
  return reader.claims({ uri, name, extension, contains: ascii => text.includes(ascii) });
}

/** `*` within a folder, `**` across folders, `{a,b}`: what readers ask with. */
function matches(uri: string, glob: string): boolean {
  const pattern = glob
    .replace(/[.+^$()|]/g, '\\$&')
    .replace(/\{([^{}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(',', '|')})`)
    .replace(/\*\*\/|\*/g, star => (star === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${pattern}$`).test(uri);
}
