/** Kinds that are looked for in certain files: those from which programs take their credentials, known by the name that the programs look for. */
import type { Host, ScanLimit, SecretKind, SecretRule, SourceDocument } from '@idlint/model';
import { type Candidate, scores } from '../candidate.ts';
import { textOfBase64 } from '../checks/base64.ts';
import { checks } from '../checks/index.ts';
import { isPlaceholder, isReference, marks } from '../context/values.ts';

interface FileKind {
  rule: SecretRule;
  kind: SecretKind;
  source: string;
  files?: RegExp;
  pattern?: RegExp;
}

/** Characters of a file that are looked at: credentials are written in small files. */
const farthest = 1 << 21;
const tooLong = `credentials without a name are looked for in the first ${farthest >> 20} Mi characters of a file only`;

export class FileKinds {
  readonly #given: () => { rule: SecretRule; kind: SecretKind }[];
  #known: FileKind[] | undefined;
  #any: RegExp | undefined;

  constructor(given: () => { rule: SecretRule; kind: SecretKind }[]) {
    this.#given = given;
  }

  get #kinds(): FileKind[] {
    this.#known ??= this.#given().flatMap(({ rule, kind }) => (kind.files ? [{ rule, kind, source: kind.files }] : []));
    return this.#known;
  }

  /** Whether there is a kind for this file. Asked of every file, so the path's last parts are all that is looked at. */
  has(uri: string): boolean {
    if (dull.has(uri.slice(uri.lastIndexOf('.') + 1))) return false;
    this.#any ??= anyOf([...new Set(this.#kinds.map(({ source }) => source))]);
    let from = uri.length;
    for (let parts = 0; parts < 3 && from >= 0; parts++) from = uri.lastIndexOf('/', from - 1);
    return this.#any.test(from > 0 ? uri.slice(from + 1) : uri);
  }

  find({ uri, text }: SourceDocument, host: Host, out: Candidate[]): ScanLimit[] {
    const head = text.length > farthest ? text.slice(0, farthest) : text;
    for (const each of this.#kinds) {
      each.files ??= new RegExp(each.source, 'i');
      if (!each.files.test(uri)) continue;
      each.pattern ??= new RegExp(each.kind.pattern, each.kind.ignoreCase ? 'dgim' : 'dgm');
      for (const match of head.matchAll(each.pattern)) {
        const place = match.indices!.groups?.secret ?? match.indices![1] ?? match.indices![0]!;
        const candidate = judged(each, text, place[0], place[1], host);
        if (candidate) out.push(candidate);
      }
    }
    return text.length > farthest ? [{ at: farthest, message: tooLong }] : [];
  }
}

/** What most files are: program text and pages, from which no program takes its credentials. */
const dull = new Set(
  'ts tsx js jsx mjs cjs go py pyi rb java kt rs c h cc cpp hpp cs swift scala vue svelte css scss less html erb pug md mdx rst svg png jpg gif snap lock sum proto tf hcl lua sh sha256 log'.split(
    ' ',
  ),
);

const border = '(?:^|/)';

/** One expression for many: those that begin where a part of the path does are tried there only. */
function anyOf(sources: string[]): RegExp {
  const atBorder = sources.filter(source => source.lastIndexOf(border) === 0).map(source => source.slice(border.length));
  const others = sources.filter(source => source.lastIndexOf(border) !== 0);
  const all = [...(atBorder.length ? [`${border}(?:${atBorder.join('|')})`] : []), ...others.map(source => `(?:${source})`)];
  return new RegExp(all.join('|') || '(?!)', 'i');
}

/** Unless a program wrote the file, a reference is none, nor is what is there to be filled in. */
function judged({ rule, kind }: FileKind, text: string, start: number, end: number, host: Host): Candidate | undefined {
  const written = text.slice(start, end);
  const value = kind.encoding ? textOfBase64(written)?.trimEnd() : written;
  if (!value || (!kind.saved && (isReference(written) || marks.test(value)))) return undefined;
  const verdict = kind.check ? checks[kind.check]?.(written, { host, text, start, end }, {}) : undefined;
  if (verdict?.other) return undefined;
  // A word such as `root` opens what it opens, but may well be one that everybody has at home.
  const stock = !kind.saved && isPlaceholder(value);
  const level = kind.level ?? (stock ? 'warning' : undefined);
  return {
    start,
    end,
    value,
    rule: rule.id,
    name: kind.name,
    confidence: stock ? 'medium' : (kind.confidence ?? rule.confidence),
    ...(level ? { level } : {}),
    known: [...(verdict?.known ?? []), ...(kind.encoding ? [`written in ${kind.encoding}`] : [])],
    ...(verdict?.harmless ? { harmless: verdict.harmless } : {}),
    score: scores.place + 2,
  };
}
