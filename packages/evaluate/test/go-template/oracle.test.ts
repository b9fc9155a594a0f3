import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from '@idlint/model';
import { describe, expect, test } from 'vitest';
import { dict, Engine, helmFunctions, parseTemplate, readYaml, str, TemplateError } from '../../src/go-template/index.ts';
import { type Answer, answersOf, casesOf, here, others, topics } from './cases.ts';
import { answers, hasHelm } from './helm.ts';

/** The evaluation held against what the real helm answered; record.ts asks it again. */
const values = readFileSync(join(here, 'values.yaml'), 'utf8');

function judge(text: string): Answer {
  const engine = new Engine(helmFunctions);
  const place = ({ start, end }: { start: number; end: number }) => placeOf('case', start, end);
  const given = readYaml(str(values)).value;
  const top = dict([['Values', given.kind === 'map' ? { ...given, type: 'chartutil.Values' } : given]]);
  try {
    for (const source of [str(others), str(`{{ define "case" }}${text}{{ end }}`)]) {
      const { defines, fault } = parseTemplate(source.value);
      if (fault) return { error: true };
      for (const { name, body } of defines) engine.define(name, { body, source, place });
    }
    return { text: engine.include('case', top).value };
  } catch (error) {
    if (error instanceof TemplateError) return { error: true };
    throw error;
  }
}

describe.each(topics())('as helm answers: %s', topic => {
  const known = answersOf(topic);
  test.each(casesOf(topic))('%s', text => {
    expect(judge(text)).toEqual(known[text]);
  });
});

const isHere = hasHelm();
test.skipIf(!isHere)('the answers are those of the helm that is here', { timeout: 300_000 }, () => {
  for (const topic of topics()) expect(answers(casesOf(topic))).toEqual(answersOf(topic));
});
