/** One document of a YAML stream: its text with its `---` line and the directives before it. Offsets are of the stream. */
export interface YamlText {
  start: number;
  end: number;
}

/**
 * Splits a stream at its `---` and `...` lines. A marker at the start of a line ends a document whatever it stands in (YAML 1.2,
 * 9.1.2), so no parser is needed to find the documents. What holds nothing but blank lines, comments and directives is none.
 */
export function splitDocuments(text: string): YamlText[] {
  const documents: YamlText[] = [];
  let start = 0;
  let full = false;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const finish = (end: number) => {
    if (full) documents.push({ start, end });
    if (full || !onlyDirectives(text, start, end)) start = end;
    full = false;
  };
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    end = end < 0 ? text.length : end + 1;
    const marker = markerAt(text, at);
    if (marker === '---') {
      finish(at);
      full = hasContent(text, at + 3, end);
    } else if (marker === '...') {
      finish(end);
      start = end;
    } else if (!full) full = text[at] !== '%' && hasContent(text, at, end);
    at = end;
  }
  finish(text.length);
  return documents;
}

function markerAt(text: string, at: number): '---' | '...' | undefined {
  const marker = text.startsWith('---', at) ? '---' : text.startsWith('...', at) ? '...' : undefined;
  const after = text[at + 3];
  return marker && (after === undefined || after === '\n' || after === '\r' || after === ' ' || after === '\t') ? marker : undefined;
}

/** Something other than blanks and a comment. */
function hasContent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const char = text[at];
    if (char === '#') return false;
    if (char !== ' ' && char !== '\t' && char !== '\r' && char !== '\n') return true;
  }
  return false;
}

/** Directives and comments before a `---` belong to the document that it opens. */
const onlyDirectives = (text: string, start: number, end: number): boolean => !text.slice(start, end).includes('---');
