import { type Finding, SourceDocument, type TextEdit } from '@idlint/model';
import { outerRange } from '@idlint/syntax';
import { languageOf } from '@idlint/syntax/lexical';
import { describe, expect, test } from 'vitest';
import { type Mark, withAnnotations, withoutAnnotations } from './annotations.ts';
import { type Case, casesBySet, fixedPath, textOf } from './cases.ts';
import { everyRule, lint } from './lint.ts';
import { type Expanded, expanded } from './templates.ts';

/**
 * Each fixture is linted, what is found is drawn into it, and the drawing must be the fixture. `npm test -- -u` redraws.
 * In the folder of a rule only its findings are drawn, and those of a rule that speaks for it; elsewhere all are.
 */
describe.each([...casesBySet()])('%s', (set, those) => {
  const rule = everyRule.find(({ id }) => id === set);

  test.each(those.map(each => [each.name, each] as const))('%s', async (_, { files }: Case) => {
    const templates = new Map([...files].map(([uri, path]) => [uri, withoutAnnotations(textOf(path))]));
    const texts = new Map([...templates].map(([uri, template]) => [uri, expanded(template)]));
    const result = await lint(new Map([...texts].map(([uri, { text }]) => [uri, text])));
    const findings = result.findings.filter(
      ({ ruleId, also, suppressed }) => !suppressed && (!rule || ruleId === set || also.includes(set)),
    );

    if (rule && rule.family !== 'linter') expect(result.coverage.gaps.filter(({ severity }) => severity === 'broken')).toEqual([]);
    if (rule && rule.family !== 'linter' && rule.family !== 'secrets')
      expect(Object.keys(result.coverage.read), 'a fixture that no reader reads proves nothing').not.toEqual([]);
    for (const [uri, path] of files) {
      const template = templates.get(uri)!;
      const marks = findings.filter(({ location }) => location.uri === uri).map(finding => markOf(finding, texts.get(uri)!));
      await expect(withAnnotations(template, marks, markerOf(uri))).toMatchFileSnapshot(path);
    }
    await checkFixes(findings, files, templates, texts);
  });
});

function markerOf(uri: string): string | undefined {
  return languageOf(uri)?.comments.find(form => 'line' in form)?.line;
}

function markOf({ location, level, ruleId: rule, message }: Finding, { text, runs }: Expanded): Mark {
  const document = new SourceDocument(location.uri, text);
  const { start, end } = location.range;
  return { ...outerRange(runs, document.offsetAt(start), document.offsetAt(end)), level, rule, message };
}

/** The text after the fixes stands beside each file that has some, and linting it finds none of what they mend. */
async function checkFixes(
  findings: Finding[],
  files: ReadonlyMap<string, string>,
  templates: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, Expanded>,
): Promise<void> {
  const edits = findings.flatMap(({ fix }) => fix?.edits ?? []);
  if (edits.length === 0) return;
  const fixed = new Map(templates);
  for (const [uri, path] of files) {
    const own = edits.filter(edit => edit.uri === uri);
    if (own.length === 0) continue;
    fixed.set(uri, apply(templates.get(uri)!, own, texts.get(uri)!));
    await expect(fixed.get(uri)).toMatchFileSnapshot(fixedPath(path));
  }
  const after = await lint(new Map([...fixed].map(([uri, template]) => [uri, expanded(template).text])));
  const mended = new Set(findings.flatMap(({ fix, ruleId, fact }) => (fix ? [`${ruleId} ${fact}`] : [])));
  expect(after.findings.filter(({ ruleId, fact, fix }) => fix && mended.has(`${ruleId} ${fact}`)).map(({ message }) => message)).toEqual(
    [],
  );
}

/** Edits of the expanded text, done in the template; of those that overlap, the first. */
function apply(template: string, edits: TextEdit[], { runs }: Expanded): string {
  let text = '';
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    const { start, end } = outerRange(runs, edit.start, edit.end);
    if (start < done) continue;
    text += template.slice(done, start) + edit.text;
    done = end;
  }
  return text + template.slice(done);
}
