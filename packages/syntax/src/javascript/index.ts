/**
 * TypeScript and JavaScript: the strings of a program and what they are there for, by parsers that load when a document asks. Each parser
 * stands in a file of its own.
 */
import { nestsDeeper } from '../depth.ts';
import type { StringUse } from '../string-use.ts';

/** The strings of a program; undefined where no parser that is loaded reads it. Never throws. */
export interface ScriptReader {
  (text: string): StringUse[] | undefined;
  /** Set where a text was given up that one more parser, which makes something of everything, would read: loads it. */
  more?: () => Promise<void>;
}

const extensions: Record<string, 'typescript' | 'tsx' | 'javascript'> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
};
/** UTF-16 units. What is larger is made by a machine, and costs more than it tells. */
const largest = 2_000_000;
/** Brackets in brackets: the parsers descend by recursion. */
const deepest = 300;

/**
 * The reader of a document by its name, its parser loaded; undefined where it is neither TypeScript nor JavaScript. Babel's reads both and starts in
 * a tenth of the time of TypeScript's. What it gives up, half-typed text above all, that one reads, strictly where it can and then whatever it is; it is
 * large, and comes when it is needed (`more`).
 */
export function scriptReader(uri: string): Promise<ScriptReader> | undefined {
  const dialect = extensions[/\.(\w+)$/.exec(uri)?.[1]?.toLowerCase() ?? ''];
  return dialect && load(dialect);
}

async function load(dialect: 'typescript' | 'tsx' | 'javascript'): Promise<ScriptReader> {
  const read = await parserOf(dialect);
  const name = dialect === 'typescript' ? 'a.ts' : dialect === 'tsx' ? 'a.tsx' : 'a.jsx';
  let further: ((text: string) => StringUse[])[] | undefined;
  const reader: ScriptReader = text => {
    if (text.length > largest || nestsDeeper(text, deepest)) return undefined;
    for (const one of [read, ...(further ?? [])]) {
      const uses = attempt(() => one(text));
      if (uses) return uses;
    }
    if (!further)
      reader.more = async () => {
        const [{ strictUses }, { halfTypedUses }] = await Promise.all([import('./typescript.ts'), import('./half-typed.ts')]);
        const strict = (text: string) => strictUses(text, dialect === 'tsx');
        further = [...(dialect === 'javascript' ? [] : [strict]), text => halfTypedUses(text, name)];
        delete reader.more;
      };
    return undefined;
  };
  return reader;
}

async function parserOf(dialect: 'typescript' | 'tsx' | 'javascript'): Promise<(text: string) => StringUse[]> {
  const { javascriptUses, typescriptUses } = await import('./javascript.ts');
  return dialect === 'javascript' ? javascriptUses : text => typescriptUses(text, dialect === 'tsx');
}

function attempt(read: () => StringUse[]): StringUse[] | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
