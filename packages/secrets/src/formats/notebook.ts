import type { JsonNode, JsonString } from '@idlint/syntax/json';
import { type Decoded, Layer, type Stretch } from '../decode/layer.ts';
import type { Embedded } from './embedded.ts';
import { memberOf, text } from './json-pairs.ts';

/** What files of a kernel's language end with; of another one's, the language's name does. */
const extensions: Record<string, string> = {
  python: 'py',
  javascript: 'js',
  typescript: 'ts',
  ruby: 'rb',
  rust: 'rs',
  julia: 'jl',
  bash: 'sh',
  'c#': 'cs',
  csharp: 'cs',
  powershell: 'ps1',
  kotlin: 'kt',
};

/** The code of a notebook of Jupyter, each cell a text of its own. https://nbformat.readthedocs.io */
export function notebookOf(root: JsonNode): Embedded | undefined {
  if (root.kind !== 'object') return undefined;
  const cells = memberOf(root, 'cells');
  if (cells?.kind !== 'array') return undefined;
  const layer = new Layer();
  for (const cell of cells.items) {
    if (cell.kind !== 'object' || text(cell, 'cell_type')?.value !== 'code') continue;
    const source = memberOf(cell, 'source');
    const lines = source?.kind === 'array' ? source.items : source ? [source] : [];
    layer.add(joined(lines.filter(line => line.kind === 'string')));
  }
  const metadata = memberOf(root, 'metadata');
  const described = metadata?.kind === 'object' ? [memberOf(metadata, 'kernelspec'), memberOf(metadata, 'language_info')] : [];
  const language = described.flatMap(node => (node?.kind === 'object' ? [text(node, 'language') ?? text(node, 'name')] : []))[0]?.value;
  const lower = language?.toLowerCase() ?? 'python';
  return { layer, name: `notebook.${extensions[lower] ?? (/^[a-z]{1,12}$/.test(lower) ? lower : 'py')}` };
}

function joined(lines: JsonString[]): Decoded {
  const stretches: Stretch[] = [];
  let whole = '';
  for (const { value, start, end, runs } of lines) {
    for (const run of runs ?? [{ inner: 0, innerLength: value.length, outer: start, outerLength: end - start }]) {
      const straight = run.innerLength === run.outerLength;
      stretches.push({
        ...run,
        inner: run.inner + whole.length,
        per: straight ? 1 : run.innerLength,
        as: straight ? 1 : run.outerLength,
        decoded: true,
      });
    }
    whole += value;
  }
  return { text: whole, stretches };
}
