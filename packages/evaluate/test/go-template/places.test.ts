import { placeOf } from '@idlint/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dict, Engine, helmFunctions, parseTemplate, readYaml, type Str, str, TemplateError } from '../../src/go-template/index.ts';

/** Each piece of what a template comes to, as `text <- where it is written < through what`. */
function pieces(template: string, values = ''): string[] {
  const { text, texts } = rendered(template, values);
  const shown = ({ uri, start, end }: { uri: string; start: number; end: number }) => `${uri}:${texts[uri]!.slice(start, end)}`;
  return (text.pieces ?? [{ start: 0, end: text.value.length, ...(text.from ? { from: text.from } : {}) }]).map(
    ({ start, end, from }) =>
      JSON.stringify(text.value.slice(start, end)) +
      (from ? ` <- ${shown(from.at)}${(from.via ?? []).map(place => ` < ${shown(place)}`).join('')}` : '') +
      (from?.hole ? ` ?${from.hole.what}` : ''),
  );
}

function rendered(template: string, values: string): { text: Str; texts: Record<string, string> } {
  const engine = new Engine(helmFunctions);
  const source = str(template, { at: placeOf('t', 0, template.length), exact: true, literal: true });
  const { body, defines, fault } = parseTemplate(template);
  if (fault) throw new TemplateError({ code: 'syntax', what: fault.message });
  const place = ({ start, end }: { start: number; end: number }) => placeOf('t', start, end);
  for (const define of defines) engine.define(define.name, { body: define.body, source, place });
  engine.define('t', { body, source, place });
  const given = readYaml(str(values, { at: placeOf('v', 0, values.length), exact: true, literal: false })).value;
  return { text: engine.render('t', dict([['Values', given]])), texts: { t: template, v: values } };
}

describe('where a text comes from', () => {
  it.each([
    ['a {{ .Values.x }} b', 'x: one', ['"a " <- t:a ', '"one" <- t:{{ .Values.x }} < v:one', '" b" <- t: b']],
    [
      '{{ .Values.x | quote }}',
      'x: one',
      ['"\\"" <- t:{{ .Values.x | quote }}', '"one" <- t:{{ .Values.x | quote }} < v:one', '"\\"" <- t:{{ .Values.x | quote }}'],
    ],
    ['{{ .Values.i }}', 'i: 5', ['"5" <- t:{{ .Values.i }} < v:5']],
    [
      '{{ .Values.l | join "," }}',
      'l: [a, b]',
      ['"a" <- t:{{ .Values.l | join "," }} < v:a', '"," <- t:{{ .Values.l | join "," }}', '"b" <- t:{{ .Values.l | join "," }} < v:b'],
    ],
    ['{{ trunc 2 .Values.x }}', 'x: one', ['"on" <- t:{{ trunc 2 .Values.x }} < v:on']],
    ['{{ .Values.x | upper }}', 'x: one', ['"ONE" <- t:{{ .Values.x | upper }} < v:one']],
    ['{{ index (splitList "-" .Values.x) 1 }}', 'x: one-two', ['"two" <- t:{{ index (splitList "-" .Values.x) 1 }} < v:two']],
    ['{{ (fromYaml .Values.x).a }}', 'x: "a: b"', ['"b" <- t:{{ (fromYaml .Values.x).a }} < v:b']],
    ['{{ sha1sum .Values.x | trunc 4 }}', 'x: one', ['"fe05" <- t:{{ sha1sum .Values.x | trunc 4 }} < v:one']],
    ['{{ default "d" .Values.x }}', 'z: 1', ['"d" <- t:{{ default "d" .Values.x }}']],
    [
      '{{ tpl .Values.x . }}',
      'x: "a {{ .Values.z }}"\nz: b',
      ['"a " <- t:{{ tpl .Values.x . }} < v:a ', '"b" <- t:{{ tpl .Values.x . }} < t:{{ tpl .Values.x . }} < v:b'],
    ],
    ['{{ randAlpha 2 }}', '', ['"xx" <- t:{{ randAlpha 2 }} < t:{{ randAlpha 2 }} ?randAlpha']],
  ])('%s', (template, values, expected) => {
    expect(pieces(template, values)).toEqual(expected);
  });

  it('is the helper where a helper writes it', () => {
    const define = '{{ define "h" }}in {{ .Values.x }}\nout{{ end }}';
    expect(pieces(`${define}{{ include "h" . }}`, 'x: one')).toEqual([
      '"in " <- t:in  < t:{{ include "h" . }}',
      '"one" <- t:{{ include "h" . }} < t:{{ .Values.x }} < v:one',
      '"\\nout" <- t:\nout < t:{{ include "h" . }}',
    ]);
  });

  it('is the action where a helper writes a part of its line', () => {
    const define = '{{ define "h" }}in {{ .Values.x }}{{ end }}';
    expect(pieces(`${define}{{ include "h" . }}`, 'x: one')).toEqual([
      '"in " <- t:{{ include "h" . }} < t:in ',
      '"one" <- t:{{ include "h" . }} < t:{{ .Values.x }} < v:one',
    ]);
  });

  it('covers every character, and a copied one is the one that is written there', () => {
    const actions = [
      '.Values.x',
      '.Values.x | quote',
      '.Values.x | indent 2',
      'toYaml .Values',
      'printf "%s!" .Values.x',
      'toJson .Values | upper',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...actions.map(action => `{{ ${action} }}`)), fc.string())),
        fc.string(),
        (parts, x) => {
          const template = parts.filter(part => !part.includes('{{') || part.startsWith('{{ ')).join('');
          const values = `x: ${JSON.stringify(x)}`;
          if (parseTemplate(template).fault) return;
          const { text, texts } = rendered(template, values);
          let at = 0;
          for (const { start, end, from } of text.pieces ?? []) {
            expect(start).toBe(at);
            at = end;
            if (from?.exact) expect(texts[from.at.uri]!.slice(from.at.start, from.at.end)).toBe(text.value.slice(start, end));
          }
          if (text.pieces) expect(at).toBe(text.value.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
