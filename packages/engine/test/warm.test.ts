import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toyReader, toyRules, toyScanner } from './toy.ts';
import { type TestWorkspace, workspaceOf } from './workspace.ts';

const toy = { readers: [toyReader], rules: toyRules, scanner: toyScanner };

const line = fc.constantFrom(
  'role deploy',
  'role deploy owner=@acme/ops',
  'role build owner=?',
  'allow deploy s3:*',
  'allow deploy * ec2:Run',
  'allow builtin x',
  'use lib/x.toy',
  'use lib/y.toy # idlint-disable-line',
  'all lib/*.toy',
  'all *.toy',
  '# idlint-disable-next-line toy-wildcard -- agreed (owner @acme/ops, until 2026-12-31)',
  '# idlint-disable toy-unowned -- old (until 2020-01-01)',
  'token tok_abcdef # idlint-disable-line secrets',
  'token tok_abcdef tok_ghijkl',
  'broken',
  'crash here',
  '',
  '',
);
const text = fc.array(line, { maxLength: 8 }).map(lines => lines.join('\n'));
const uri = fc.constantFrom('a.toy', 'b.toy', 'lib/x.toy', 'lib/y.toy', 'OWNER', 'notes.txt');

type Edit = (workspace: TestWorkspace) => void;
const write =
  (files: [string, string][], told: string[] | undefined): Edit =>
  ({ map, session }) => {
    for (const [uri, text] of files) map.set(uri, text);
    session.refresh(told);
  };
const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(uri, text).map(file => write([file], [file[0]])) },
  { weight: 1, arbitrary: fc.array(fc.tuple(uri, text), { maxLength: 3 }).map(files => write(files, undefined)) },
  // A line put in at the top moves everything, and changes nothing else.
  {
    weight: 2,
    arbitrary: uri.map(
      (uri): Edit =>
        workspace =>
          write([[uri, `# moved\n\n${workspace.map.get(uri) ?? ''}`]], [uri])(workspace),
    ),
  },
  {
    weight: 1,
    arbitrary: uri.map(
      (uri): Edit =>
        ({ map, session }) => {
          map.delete(uri);
          session.refresh([uri]);
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(uri, text).map(
      ([uri, text]): Edit =>
        ({ session }) =>
          session.overlay(uri, text),
    ),
  },
  {
    weight: 2,
    arbitrary: uri.map(
      (uri): Edit =>
        ({ session }) =>
          session.overlay(uri, undefined),
    ),
  },
);

it('says after any edits what a cold run says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(uri, text), fc.array(fc.tuple(edits, fc.boolean()), { maxLength: 8 }), async (files, steps) => {
      const warm = workspaceOf(files, toy);
      const overlays = new Map<string, string | undefined>();
      const overlay = warm.session.overlay;
      warm.session.overlay = (uri, text) => {
        overlays.set(uri, text);
        overlay(uri, text);
      };
      await warm.session.load();
      warm.session.lint();
      for (const [edit, looks] of steps) {
        edit(warm);
        if (!looks) continue;
        const cold = workspaceOf(Object.fromEntries(warm.map), toy);
        for (const [uri, text] of overlays) cold.session.overlay(uri, text);
        await cold.session.load();
        await warm.session.load();
        expect(warm.session.lint()).toEqual(cold.session.lint());
      }
    }),
    { numRuns: 300 },
  );
});
