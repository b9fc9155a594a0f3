import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ask, SourceDocument } from '@idlint/model';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { HelmPart } from '../../src/helm/part.ts';
import { renderChart } from '../../src/helm/render.ts';
import { filesOf, hasHelm, here, names, rendered } from './charts.ts';

/** Charts held against what the real helm made of them; record.ts asks it again. */
const language = {
  template: await import('@idlint/evaluate/go-template'),
  yaml: await import('@idlint/evaluate/yaml'),
  syntax: await import('@idlint/syntax/yaml'),
  masked: await import('../../src/kubernetes/template/index.ts'),
};

/** By kind and name, in no order. */
function objectsIn(texts: string[]): Record<string, unknown> {
  const objects: Record<string, unknown> = {};
  for (const text of texts.flatMap(each => each.trim().split(/(?:^|\s*\n)---\s*/)))
    for (const document of parseAllDocuments(text)) {
      const object = document.toJS() as { kind: string; metadata: { name: string } } | null;
      if (object) objects[`${object.kind}/${object.metadata.name}`] = object;
    }
  return objects;
}

function ours(name: string): Record<string, unknown> {
  const files = filesOf(name);
  const documents = Object.fromEntries(Object.entries(files).map(([uri, text]) => [uri, new SourceDocument(uri, text)]));
  const ask: Ask<HelmPart> = {
    part: () => undefined,
    text: uri => documents[uri]?.text,
    list: glob => Object.keys(files).filter(uri => uri.startsWith(glob.replace('**/*', ''))),
    call: () => undefined,
  };
  const { templates, missing } = renderChart(name, ask, language);
  expect(missing).toEqual([]);
  return objectsIn(
    templates.map(({ result }) => {
      if ('failed' in result) throw new Error(result.failed.what);
      return result.text.value;
    }),
  );
}

describe('as helm renders it', () => {
  test.each(names)('the chart %s', name => {
    expect(ours(name)).toEqual(objectsIn([readFileSync(join(here, 'answers', `${name}.yaml`), 'utf8')]));
  });

  test.skipIf(!hasHelm())('the answers are those of the helm that is here', () => {
    for (const name of names) expect(rendered(name)).toBe(readFileSync(join(here, 'answers', `${name}.yaml`), 'utf8'));
  });
});
