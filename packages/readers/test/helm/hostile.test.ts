import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helm } from '../../src/helm/index.ts';
import { workspace } from '../workspace.ts';

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: still-here\n';
/** What is said of a chart of which one template is bad; the other one is judged whatever the first does. */
async function said(files: Record<string, string>): Promise<string[]> {
  const all = { 'web/Chart.yaml': 'name: web\nversion: 1.0.0\n', 'web/templates/z-good.yaml': account, ...files };
  const { facts } = await workspace(helm, all);
  expect(facts.filter(({ kind, at }) => kind === 'identity' && at.uri === 'web/templates/z-good.yaml')).toHaveLength(1);
  // What is read of a template that is not rendered has gaps of its own.
  return facts.flatMap(fact => (fact.kind === 'gap' && !fact.message.startsWith('the rules') ? [fact.message] : []));
}
const template = (text: string, values = '') =>
  said({ 'web/templates/bad.yaml': `kind: Role\n${text}`, ...(values ? { 'web/values.yaml': values } : {}) });

describe('a hostile chart', () => {
  it.each([
    ['helpers that call themselves', '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}', 'templates that call themselves'],
    [
      'helpers that call each other',
      '{{ define "a" }}{{ template "b" . }}{{ end }}{{ define "b" }}{{ template "a" . }}{{ end }}{{ template "a" }}',
      'templates that call themselves',
    ],
    ['texts that render themselves', '{{ tpl .Values.self . }}', 'templates that call themselves', "self: '{{ tpl .Values.self . }}'"],
    ['loops in loops', '{{ range 10000 }}{{ range 10000 }}{{ range 10000 }}x{{ end }}{{ end }}{{ end }}', 'a template that takes too long'],
    ['a list without an end', '{{ until 1000000000 }}', 'a list of this length'],
    ['a text without an end', '{{ repeat 1000000000 "xx" }}', 'a text of this length'],
    ['texts that double', '{{ $x := "0123456789" }}{{ range 60 }}{{ $x = cat $x $x }}{{ end }}', 'a text of this length'],
    ['a number without an end', '{{ range 1000000000000 }}{{ end }}', 'a template that takes too long'],
    ['a map that holds itself', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toYaml $d }}', 'values that nest too deeply'],
    ['a map that holds itself, printed', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $d }}', 'a value of this size'],
    ['a map that holds itself, in JSON', '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toJson $d }}', 'a value of this size'],
    [
      'a map that doubles',
      '{{ $d := dict }}{{ range 60 }}{{ $d = dict "a" $d "b" $d }}{{ end }}{{ $e := deepCopy $d }}',
      'values that nest too deeply',
    ],
    [
      'maps that double, compared',
      '{{ $d := dict }}{{ $e := dict }}{{ range 60 }}{{ $d = dict "a" $d "b" $d }}{{ $e = dict "a" $e "b" $e }}{{ end }}{{ deepEqual $d $e }}',
      'values that nest too deeply',
    ],
    [
      'a map that doubles, printed',
      '{{ $d := dict }}{{ range 60 }}{{ $d = dict "a" $d "b" $d }}{{ end }}{{ $d }}',
      'a text of this length',
    ],
    ['a list that grows', '{{ $l := list }}{{ range 1000000 }}{{ $l = append $l . }}{{ end }}', 'a template that takes too long'],
    [
      'a slow pattern',
      '{{ $t := repeat 1000000 "ab" }}{{ range 1000 }}{{ $x := regexReplaceAll "(a|b|ab)*c" $t "" }}{{ end }}',
      'a template that takes too long',
    ],
    ['many sums', '{{ $t := repeat 1000000 "x" }}{{ range 100000 }}{{ $x := sha512sum $t }}{{ end }}', 'a template that takes too long'],
    ['a text in a million pieces', '{{ repeat 1000000 "x" | splitList "" }}', 'a list of this length'],
    ['a wide indentation', '{{ indent 1000000000 "x" }}', 'an indentation of this width'],
  ])('of %s is bounded, and that is said', async (_, text, message, values = '') => {
    expect(await template(text, values)).toEqual([`this template is not rendered: ${message}`]);
  });

  it('of parentheses is bounded', async () => {
    expect(await template(`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`)).toEqual(['this template is not rendered: nested too deeply']);
    expect(await template(`${'{{ if 1 }}'.repeat(5000)}${'{{ end }}'.repeat(5000)}`)).toEqual([
      'this template is not rendered: nested too deeply',
    ]);
    expect(await template(`{{ if 0 }}${'{{ else if 0 }}'.repeat(5000)}{{ end }}`)).toEqual([
      'this template is not rendered: nested too deeply',
    ]);
  });

  it('of ten megabytes is bounded', async () => {
    expect(await template('{{ "x" }} some text of a template\n'.repeat(300_000))).toEqual([
      'what this template comes to can not be read: a document of this length',
    ]);
    expect(await template('{{ "more" }} and more text of a template\n'.repeat(300_000))).toEqual([
      'this template is not rendered: a text of this length',
    ]);
  });

  it('of values that explode is bounded', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level++) {
      const [before, name] = [String.fromCharCode(96 + level), String.fromCharCode(97 + level)];
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(await said({ 'web/values.yaml': bomb.join('\n') })).toEqual(['aliases that grow too large']);
    expect(await said({ 'web/values.yaml': 'a: &a [*a]\n' })).toEqual(['*a holds itself']);
  });

  it('that uses charts which all use each other is bounded', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `c${index}`);
    const files = Object.fromEntries(
      names.flatMap(name => {
        const others = names.filter(other => other !== name).map(other => `  - {name: ${other}, repository: "file://../${other}"}`);
        return [
          [`${name}/Chart.yaml`, `name: ${name}\nversion: 1.0.0\ndependencies:\n${others.join('\n')}\n`],
          [`${name}/templates/a.yaml`, account],
        ];
      }),
    );
    expect(await said({ ...files, 'web/Chart.yaml': 'name: web\ndependencies: [{name: c0, repository: "file://../c0"}]\n' })).toContain(
      'charts that use too many others',
    );
  });

  it.each([
    ['Chart.yaml', '[]'],
    ['Chart.yaml', 'name: [1]\ndependencies: {a: b}\n'],
    ['values.yaml', '- a\n- b\n'],
    ['values.yaml', '\0\x01{{'],
    ['values.yaml', 'global: 5\nweb: x\n'],
    ['charts/x/Chart.yaml', 'name: 5\n'],
    ['.helmignore', '[\n!\n!/\n**\n'],
  ])('whose %s is %j does not stop the others', async (name, text) => {
    const { facts } = await workspace(helm, {
      'web/Chart.yaml': 'name: web\n',
      'web/templates/a.yaml': account,
      [`web/${name}`]: text,
      'other/Chart.yaml': 'name: other\n',
      'other/templates/a.yaml': account,
    });
    expect(facts.some(({ kind, key }) => kind === 'identity' && key.startsWith('other/'))).toBe(true);
  });

  it('of random text never throws', async () => {
    const pieces = fc.constantFrom(
      ...'{{ |}}|{{- | -}}|"|`|(|)|.|.Values|.Values.a|$|$x|:=|=|,||range |if |with |end|else|define "a"|include "a" .|template "a"|tpl .Values.a .|toYaml|fromYaml|printf "%s%d%v"|index|list |dict |set |1|-5|0.5|nil|true|kind: Role|\n|  - x: |---\n|merge|slice|regexReplaceAll|semverCompare|dateModify|trunc|splitList|b64dec|toDate|urlParse|genCA|until|round|dig'.split(
        '|',
      ),
      '|',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 40 }),
        fc.string({ maxLength: 60 }),
        async (text, values) => {
          await workspace(helm, {
            'web/Chart.yaml': 'name: web\n',
            'web/values.yaml': `a: ${JSON.stringify(values)}\n`,
            'web/templates/a.yaml': text.join(''),
          });
        },
      ),
      { numRuns: 400 },
    );
  });
});
