import { type Access, defineRule, type Reader, type SecretScanner } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { defaultConfig, type LintResult } from '../src/index.ts';
import { toyReader, toyRules, toyScanner } from './toy.ts';
import { type TestOptions, workspaceOf } from './workspace.ts';

const toy = { readers: [toyReader], rules: toyRules, scanner: toyScanner };
const told = ({ findings }: LintResult) =>
  findings.map(({ ruleId, location: { uri, range } }) => `${uri}:${range.start.line + 1}:${range.start.character + 1} ${ruleId}`);

/** A session over a workspace, loaded and run once. */
async function lint(files: Record<string, string>, options: TestOptions = toy) {
  const workspace = workspaceOf(files, options);
  await workspace.session.load();
  return { ...workspace, result: workspace.session.lint() };
}

/** How often each kind of query ran in `run`. */
function workOf(work: Record<string, number>, run: () => void): Record<string, number> {
  const before = { ...work };
  run();
  return Object.fromEntries(
    Object.entries(work).flatMap(([kind, now]) => (now > (before[kind] ?? 0) ? [[kind, now - (before[kind] ?? 0)]] : [])),
  );
}

it('goes the whole way from texts to findings', async () => {
  const { result, bugs } = await lint({ 'a.toy': '# first\n\nrole deploy\nallow deploy s3:*\n', 'b.txt': 'x = tok_abcdef\n' });
  expect(told(result)).toEqual(['a.toy:3:6 toy-unowned', 'a.toy:4:14 toy-wildcard', 'b.txt:1:5 toy-token']);
  expect(result.findings[0]).toEqual({
    ruleId: 'toy-unowned',
    family: 'ownership',
    level: 'warning',
    confidence: 'high',
    location: {
      uri: 'a.toy',
      place: { uri: 'a.toy', segment: 'role deploy', start: 5, end: 11 },
      range: { start: { line: 2, character: 5 }, end: { line: 2, character: 11 } },
    },
    message: "a.toy#role/deploy is nobody's and holds 1 grants",
    remedy: 'Label it.',
    related: [
      {
        uri: 'a.toy',
        place: { uri: 'a.toy', segment: 'role deploy', start: 18, end: 24 },
        range: { start: { line: 3, character: 6 }, end: { line: 3, character: 12 } },
        message: 'held here',
      },
    ],
    also: [],
    fact: 'a.toy#role/deploy',
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(result.coverage).toEqual({ files: 2, bytes: 54, read: { toy: 1, source: 1 }, identities: 1, grants: 1, gaps: [], unknown: {} });
  expect(result.secrets).toMatchObject([{ uri: 'b.txt', mask: 'tok_…', range: { start: { line: 0, character: 4 } } }]);
  expect(bugs).toEqual([]);
});

it('gives the findings of some documents, with the whole workspace in mind', async () => {
  const { session } = await lint({ 'a.toy': 'role deploy\n', 'b.toy': 'allow deploy s3:*\n' });
  expect(told(session.lint(['a.toy']))).toEqual(['a.toy:1:6 toy-unowned']);
});

describe('a change', () => {
  const files = {
    'a.toy': 'role deploy\n\nallow deploy s3:*\n',
    'b.toy': 'role build owner=@acme/build\nuse lib/x.toy\n',
    'lib/x.toy': 'role shared\n',
    'notes.txt': 'nothing\n',
  };

  it('reads and evaluates only what it concerns', async () => {
    const { session } = await lint(files);
    const work = workOf(session.work, () => {
      session.overlay('lib/x.toy', 'role shared\nallow shared ec2:Run\n');
      session.lint();
    });
    // The unit of b.toy runs again, and of its four facts the three new ones are judged; the shared role is now asked about again.
    expect(work).toMatchObject({ scan: 1, part: 1, call: 1, facts: 1, link: 1 });
    expect(work.judge).toBeLessThanOrEqual(3 + 1);
  });

  it('that only moves lines judges nothing again', async () => {
    const { session } = await lint(files);
    let result: LintResult | undefined;
    const work = workOf(session.work, () => {
      session.overlay('a.toy', `# moved\n\n${files['a.toy']}`);
      result = session.lint();
    });
    expect(told(result!)).toEqual(['a.toy:3:6 toy-unowned', 'a.toy:5:14 toy-wildcard']);
    expect(work).toMatchObject({ part: 1, facts: 1 });
    expect(work).not.toHaveProperty('judge');
    expect(work).not.toHaveProperty('link');
  });

  it('in a document without facts stops at its bytes', async () => {
    const { session } = await lint(files);
    const work = workOf(session.work, () => {
      session.overlay('notes.txt', 'more\n');
      session.lint();
    });
    for (const kind of ['part', 'facts', 'judge', 'link', 'merge', 'findings']) expect(work).not.toHaveProperty(kind);
    expect(work.scan).toBe(1);
  });

  it('to what a file on the disk already was is none', async () => {
    const { session } = await lint(files);
    const work = workOf(session.work, () => {
      session.refresh(['a.toy']);
      session.lint();
    });
    expect(work).not.toHaveProperty('facts');
  });

  it('keeps fingerprints when lines move', async () => {
    const { session, result } = await lint(files);
    session.overlay('a.toy', `# moved\n\n${files['a.toy']}`);
    const prints = (result: LintResult) => result.findings.map(({ fingerprint }) => fingerprint);
    expect(prints(session.lint())).toEqual(prints(result));
  });

  it('is not lost in a long session', async () => {
    const { session } = await lint(files);
    for (let at = 0; at < 500; at++) {
      session.overlay('a.toy', `role deploy${at}\nallow deploy${at} s3:*\n`);
      const result = session.lint();
      if (at % 100 === 0)
        expect(told(result)).toEqual(['a.toy:1:6 toy-unowned', `a.toy:2:${`allow deploy${at} `.length + 1} toy-wildcard`]);
    }
  });
});

describe('what is not seen is said', () => {
  it('a document that its format does not allow', async () => {
    const { result } = await lint({ 'a.toy': 'role deploy owner=x\n\n broken\n' });
    expect(result.coverage.gaps).toEqual([{ uri: 'a.toy', line: 2, message: 'nobody knows what this means', severity: 'broken' }]);
    expect(result.findings).toMatchObject([
      { ruleId: 'not-analysed', level: 'note', location: { range: { start: { line: 2, character: 1 } } } },
    ]);
  });

  it('a reader that fails, and the rest is judged', async () => {
    const { result, bugs } = await lint({ 'a.toy': 'crash now\n', 'b.toy': 'role deploy\nallow deploy *\n' });
    expect(told(result)).toEqual(['b.toy:1:6 toy-unowned', 'b.toy:2:14 toy-admin']);
    expect(result.coverage.gaps).toEqual([
      { uri: 'a.toy', line: 0, message: 'the reader of toy failed here, which is a bug of idlint', severity: 'limit' },
    ]);
    expect(bugs).toEqual(['toy a.toy: Error: crashed on purpose']);
  });

  it('a reader that fails in all that it does', async () => {
    const fails = () => {
      throw new Error('always');
    };
    for (const part of ['claims', 'read', 'units', 'evaluate'] as const) {
      const { result, bugs } = await lint({ 'a.toy': 'role x\n' }, { ...toy, readers: [{ ...toyReader, [part]: fails }] });
      expect(bugs.length, part).toBeGreaterThan(0);
      expect(result.coverage.gaps, part).toMatchObject([
        { uri: 'a.toy', message: 'the reader of toy failed here, which is a bug of idlint' },
      ]);
    }
  });

  it('a rule that fails', async () => {
    const check = () => {
      throw new Error('always');
    };
    const broken = defineRule({ ...toyRules[0]!, id: 'toy-broken', looksAt: 'identity', check });
    const { result, bugs } = await lint({ 'a.toy': 'role deploy\nallow deploy *\n' }, { ...toy, rules: [...toyRules, broken] });
    expect(told(result)).toEqual(['a.toy:1:6 toy-unowned', 'a.toy:2:14 toy-admin']);
    expect(result.coverage.gaps).toMatchObject([{ uri: 'a.toy', message: 'the rule toy-broken failed here, which is a bug of idlint' }]);
    expect(bugs).toHaveLength(1);
  });

  it('a scanner that fails', async () => {
    const scan = () => {
      throw new Error('always');
    };
    const { result } = await lint({ 'a.txt': 'x\n' }, { ...toy, scanner: { rules: [], scan } });
    expect(result.coverage.gaps).toMatchObject([{ uri: 'a.txt', severity: 'limit' }]);
  });

  it('says where the search for secrets stopped', async () => {
    const scanner = { rules: [], scan: () => ({ secrets: [], limits: [{ at: 6, message: 'what follows is too long' }] }) };
    const { result } = await lint({ 'a.txt': 'first\nsecond' }, { ...toy, scanner });
    expect(result.coverage.gaps).toEqual([{ uri: 'a.txt', line: 1, message: 'what follows is too long', severity: 'limit' }]);
  });

  it('a file that can no longer be read', async () => {
    const { map, session } = await lint({ 'a.toy': 'role x\n' });
    const files = {
      list: () => [...map.keys(), 'gone.toy'].sort(),
      read: (uri: string) => (uri === 'gone.toy' ? undefined : new Uint8Array()),
    };
    const other = workspaceOf({}, { ...toy, files });
    await other.session.load();
    expect(other.session.lint().coverage).toMatchObject({ files: 2, gaps: [{ uri: 'gone.toy', message: 'could not be read' }] });
    map.delete('a.toy');
    session.refresh(['a.toy']);
    expect(session.lint().coverage).toMatchObject({ files: 0, gaps: [] });
  });

  it('values that a rule would have judged, by why', async () => {
    const { result } = await lint({ 'a.toy': 'allow deploy s3:Get\n' }, { ...toy, readers: [unknownActions] });
    expect(result.findings).toEqual([]);
    expect(result.coverage.unknown).toEqual({ variable: 1 });
  });
});

const unknownActions: typeof toyReader = {
  ...toyReader,
  evaluate: (unit, ask) =>
    toyReader
      .evaluate(unit, ask)
      .map(fact => (fact.kind === 'grant' ? { ...fact, actions: { items: [], open: { code: 'variable', what: 'var.actions' } } } : fact)),
};

describe('loading', () => {
  it('loads only the readers that claim something, and judges nothing before', async () => {
    const loaded: string[] = [];
    const lazy = (name: string): typeof toyReader => ({
      ...toyReader,
      name,
      title: name,
      claims: ({ extension }) => extension === name,
      load: async () => void loaded.push(name),
      units: claimed => claimed.map(at => ({ reader: name, at })),
    });
    const { session } = workspaceOf({ 'a.one': 'role deploy\nallow deploy *\n' }, { ...toy, readers: [lazy('one'), lazy('two')] });
    expect(session.lint()).toMatchObject({
      findings: [],
      coverage: { gaps: [{ uri: 'a.one', message: 'what reads one is not loaded yet' }] },
    });
    await session.load();
    expect(told(session.lint())).toEqual(['a.one:1:6 toy-unowned', 'a.one:2:14 toy-admin']);
    expect(session.lint().coverage.gaps).toEqual([]);
    expect(loaded).toEqual(['one']);
  });

  it('loads the catalogue of permissions only where there is a grant', async () => {
    let times = 0;
    const loadAccess = async (): Promise<Access> => {
      times++;
      return { breadth: () => 'some', takesResource: () => ({ is: 'yes', places: [] }), builtin: () => undefined };
    };
    const { session } = workspaceOf({ 'a.toy': 'role x\n' }, { ...toy, loadAccess });
    await session.load();
    session.lint();
    expect(times).toBe(0);
    session.overlay('a.toy', 'role x\nallow x *\n');
    expect(session.lint().coverage.gaps).toMatchObject([{ message: 'the catalogue of permissions is not loaded yet' }]);
    await session.load();
    await session.load();
    expect(session.lint().coverage.gaps).toEqual([]);
    expect(times).toBe(1);
  });

  it('goes on without what can not be loaded, and tries again the next time', async () => {
    let fails = true;
    const load = async () => {
      if (fails) throw new Error('no such chunk');
    };
    const failing = async () => Promise.reject(new Error('no such catalogue'));
    const { session, bugs } = workspaceOf(
      { 'a.toy': 'role x\nallow x *\n' },
      { ...toy, readers: [{ ...toyReader, load }], loadAccess: failing },
    );
    await session.load();
    expect(session.lint().coverage.gaps).toMatchObject([{ uri: 'a.toy', message: 'what reads toy is not loaded yet' }]);
    fails = false;
    await session.load();
    expect(session.lint().coverage.gaps).toMatchObject([{ message: 'the catalogue of permissions is not loaded yet' }]);
    expect(told(session.lint())).toEqual(['a.toy:1:6 toy-unowned', 'a.toy:2:9 toy-admin']);
    expect(bugs).toEqual(['toy load: Error: no such chunk', 'the catalogue of permissions: Error: no such catalogue']);
  });

  it('scans again what a parser would judge better, once that is loaded', async () => {
    let ready = false;
    const scanned: string[] = [];
    const load = async () => {
      ready = true;
    };
    const scanner: SecretScanner = {
      rules: toyScanner.rules,
      scan: document => {
        scanned.push(document.uri);
        const wants = document.uri.endsWith('.ts') && !ready;
        return wants ? { secrets: [], load } : toyScanner.scan(document);
      },
    };
    const { session } = workspaceOf({ 'a.ts': 'tok_abcdef', 'b.txt': 'tok_abcdef' }, { ...toy, scanner });
    await session.load();
    expect(told(session.lint())).toEqual(['a.ts:1:1 toy-token', 'b.txt:1:1 toy-token']);
    expect(scanned).toEqual(['a.ts', 'b.txt', 'a.ts']);
  });
});

it('remembers of a document in which nothing is found no more than that', async () => {
  const reads: Record<string, number> = {};
  const size = 200_000;
  const files = {
    list: () => Array.from({ length: 400 }, (_, at) => `f${String(at).padStart(3, '0')}.txt`),
    read: (uri: string) => {
      reads[uri] = (reads[uri] ?? 0) + 1;
      return new Uint8Array(size).fill(32);
    },
  };
  const { session } = workspaceOf({}, { ...toy, files });
  await session.load();
  expect(session.lint().coverage).toMatchObject({ files: 400, bytes: 400 * size });
  expect(Math.max(...Object.values(reads))).toBe(1);
  (globalThis as { gc?: () => void }).gc?.();
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(60 * size * 4);
});

it('does not lint what the configuration ignores, though readers may ask for it', async () => {
  const files = { 'a.toy': 'use lib/x.toy\n', 'lib/x.toy': 'role deploy\nallow deploy *\n token tok_abcdef' };
  const { session } = await lint(files, { ...toy, configFor: () => ({ ...defaultConfig, ignores: ['lib'] }) });
  const result = session.lint();
  expect(result.coverage).toMatchObject({ files: 1, read: { toy: 1 }, identities: 1 });
  // What stands in the ignored document is said where it is used.
  expect(told(result)).toEqual(['a.toy:1:5 toy-admin', 'a.toy:1:5 toy-unowned']);
  expect(result.secrets).toEqual([]);
});

it('follows a new configuration', async () => {
  const { session } = await lint({ 'a.toy': 'role deploy\nallow deploy *\n' });
  session.configure(() => ({ ...defaultConfig, rules: { 'toy-admin': { level: 'off' } } }));
  expect(told(session.lint())).toEqual(['a.toy:1:6 toy-unowned', 'a.toy:2:14 toy-wildcard']);
});

it('lets no reader out of the workspace', async () => {
  const asked: (string | undefined)[] = [];
  const nosy: Reader = {
    ...(toyReader as Reader),
    evaluate: (_, ask) => {
      for (const uri of ['../secret', '/etc/passwd', 'a/../../b', 'C:/x', '']) asked.push(ask.text(uri), ask.part(uri) as undefined);
      return [];
    },
  };
  const { session } = workspaceOf(
    { 'a.toy': 'x' },
    { ...toy, readers: [nosy], files: { list: () => ['a.toy'], read: () => new Uint8Array() } },
  );
  await session.load();
  session.lint();
  expect(asked).toEqual(Array(10).fill(undefined));
});
