/**
 * TypeScript and JavaScript: the strings of a program and what they are there for, by parsers that load when a document asks. Each parser
 * stands in a file of its own.
 */
import { nestsDeeper } from '../depth.ts';
import type { StringUse } from '../string-use.ts';

/** The strings of a program; undefined where no parser reads it. Never throws. */
export type ScriptReader = (text: string) => StringUse[] | undefined;

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
/** Above this the parser that is made for linters takes seconds: TypeScript's own says the same of strings and is four times as fast. */
const long = 100_000;
/** Brackets in brackets: the parsers descend by recursion. */
const deepest = 300;

/**
 * The reader of a document by its name, parsers loaded; undefined where it is neither TypeScript nor JavaScript. What the language's own
 * parser does not read, half-typed text above all, TypeScript's does, which makes something of everything.
 */
export function scriptReader(uri: string): Promise<ScriptReader> | undefined {
  const dialect = extensions[/\.(\w+)$/.exec(uri)?.[1]?.toLowerCase() ?? ''];
  return dialect && load(dialect);
}

async function load(dialect: 'typescript' | 'tsx' | 'javascript'): Promise<ScriptReader> {
  const [read, { halfTypedUses }] = await Promise.all([reader(dialect), import('./half-typed.ts')]);
  const name = dialect === 'typescript' ? 'a.ts' : dialect === 'tsx' ? 'a.tsx' : 'a.jsx';
  return text => {
    if (text.length > largest || nestsDeeper(text, deepest)) return undefined;
    const quick = dialect !== 'javascript' && text.length > long;
    return (quick ? undefined : attempt(() => read(text))) ?? attempt(() => halfTypedUses(text, name));
  };
}

async function reader(dialect: 'typescript' | 'tsx' | 'javascript'): Promise<(text: string) => StringUse[]> {
  if (dialect === 'javascript') return (await import('./javascript.ts')).javascriptUses;
  const { typescriptUses } = await import('./typescript.ts');
  return text => typescriptUses(text, dialect === 'tsx');
}

function attempt(read: () => StringUse[]): StringUse[] | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
