import { describe, expect, it } from 'vitest';
import { type Format, formats, render } from '../src/index.ts';
import { drawn, finding, Sample, token } from './sample.ts';

const pretty = { color: false, links: false, columns: 100 };

describe('pretty', () => {
  it('shows the value, the consequence, the evidence and the fix, then what was looked at and what was not', () => {
    const { sample, findings, secrets } = drawn();
    const report = sample.report(findings, {
      secrets,
      next: ['idlint explain oidc-subject-too-wide', 'idlint init (accept these, gate on new)'],
      coverage: {
        files: 212,
        bytes: 0,
        read: { Terraform: 9, workflow: 3, Kubernetes: 14 },
        identities: 11,
        grants: 1,
        gaps: [
          { uri: 'infra/eks.tf', line: 2, message: 'module not fetched', severity: 'limit' },
          { uri: 'infra/eks.tf', line: 8, message: 'module not fetched', severity: 'limit' },
          { uri: 'k8s/a.yaml', message: 'not valid YAML', severity: 'broken' },
        ],
        unknown: { variable: 2, dynamic: 1 },
      },
      passedOver: ['3 binary files'],
    });
    expect(render('pretty', report, pretty)).toMatchInlineSnapshot(`
      "infra/ci.tf:4:18  error  oidc-subject-too-wide (also oidc-audience-missing)
        Any GitHub repository can become role "deploy", which may do everything
         4 |     values   = ["repo:*"]
           |                  ^^^^^^ every repository on GitHub
         8 |   policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
           |                 ------------------------------------------- what they get
        fix: name repository and branch: "repo:acme/shop:ref:refs/heads/main"

      src/client.ts:2:10  error  github-token
        A GitHub token
         2 |   token: "ghp_…bAb3",
           |           ^^^^^^^^^ checksum valid
        fix: revoke it at github.com/settings/tokens, then read it from the environment

      2 errors in 2 of 212 files, 0.4 s
        looked at  14 Kubernetes, 9 Terraform, 3 workflows, 186 others for secrets: 11 identities, 1 grant
        not seen   not valid YAML (k8s/a.yaml)
                   module not fetched (infra/eks.tf:3, :9)
                   3 values: 2 given from outside, 1 worked out while the program runs
                   3 binary files
      next: idlint explain oidc-subject-too-wide | idlint init (accept these, gate on new)
      "
    `);
  });

  it('says in one line which modules are missing, however many they are', () => {
    const missing = (name: string, line: number) => ({
      uri: 'main.tf',
      line,
      message: `the module acme/${name} is not in the workspace`,
      severity: 'limit' as const,
    });
    const gaps = [missing('vpc', 0), missing('eks', 9), missing('vpc', 19), missing('rds', 29), missing('sns', 39)];
    const coverage = { files: 1, bytes: 0, read: { Terraform: 1 }, identities: 0, grants: 0, gaps, unknown: {} };
    const text = render('pretty', new Sample().report([], { coverage }), pretty);
    expect(text).toContain(
      'not seen   4 modules are not in the workspace: acme/vpc (main.tf:1), acme/eks (main.tf:10), acme/rds (main.tf:30), and 1 more\n',
    );
    const alone = render('pretty', new Sample().report([], { coverage: { ...coverage, gaps: [gaps[0]!, gaps[2]!] } }), pretty);
    expect(alone).toContain('not seen   the module acme/vpc is not in the workspace (main.tf:1, :20)\n');
  });

  it('says of a broken file what comes first', () => {
    const fault = (line: number, message: string) => ({ uri: 'policy.json', line, message, severity: 'broken' as const });
    const gaps = [fault(2, '] is missing for this'), fault(9, 'not a JSON value'), fault(11, '] is missing for this')];
    const coverage = { files: 1, bytes: 0, read: {}, identities: 0, grants: 0, gaps, unknown: {} };
    const text = render('pretty', new Sample().report([], { coverage }), pretty);
    expect(text).toContain('not seen   ] is missing for this (policy.json:3, :12)\n');
    expect(text).not.toContain('not a JSON value');
  });

  it('leaves the word for a secret alone where somebody chose it as one', () => {
    const word = 'password';
    const sample = new Sample().add('db.yaml', `user: app\nvalue: ${word}\n`);
    const location = sample.at('db.yaml', word);
    const secrets = [{ ...location, mask: 'p…d' }];
    const report = sample.report([finding('hardcoded-password', location, 'the password of a user')], { secrets });
    const text = render('pretty', report, pretty);
    expect(text).toContain('The password of a user');
    expect(text).toContain('value: p…d');
  });

  it('takes at most eight lines for a finding, its evidence in another file included', () => {
    const { sample, findings } = drawn();
    const far = [1, 2, 3].map(() => ({ ...sample.at('src/client.ts', 'connect'), message: 'used here' }));
    const text = render('pretty', sample.report([{ ...findings[0]!, related: far }]), pretty);
    const [block] = text.split('\n\n');
    expect(block!.split('\n')).toHaveLength(8);
    expect(block).toContain('src/client.ts:1:23');
    expect(block).toContain('------- used here (and 2 more)');
  });

  it('says so when there is nothing', () => {
    const report = new Sample().report([], { milliseconds: 31 });
    expect(render('pretty', report, pretty)).toBe(
      'nothing found in 212 files, 0.0 s\n  looked at  9 Terraform, 3 workflows, 200 others for secrets: 11 identities, 24 grants\n',
    );
  });

  it('folds many notes of one rule into one', () => {
    const sample = new Sample().add('a.tf', 'x\n'.repeat(9));
    const notes = Array.from({ length: 5 }, (_, nth) =>
      finding('unowned-role', sample.at('a.tf', 'x', nth), 'Nobody owns it', { level: 'note' }),
    );
    expect(render('pretty', sample.report(notes), pretty).split('\n\n')[0]).toBe(
      '5 notes  unowned-role  Nobody owns it\n  a.tf:1, a.tf:2, a.tf:3, and 2 more\n  fix: do it otherwise',
    );
  });

  it('shows the first of many that are alike in one file', () => {
    const sample = new Sample().add('dump.sql', 'x'.repeat(60)).add('b.sql', 'y');
    const at = (nth: number) => finding('hash', sample.at('dump.sql', 'x', nth), `hash ${nth}`);
    const findings = [finding('hash', sample.at('b.sql', 'y'), 'other'), ...Array.from({ length: 30 }, (_, nth) => at(nth))];
    const out = render('pretty', sample.report(findings), pretty);
    expect(out).toContain('dump.sql  and 20 more of hash in this file, from line 1 on: idlint --format json has all\n');
    expect(out.match(/^ {2}(?:Hash|hash) \d+$/gim)).toHaveLength(10);
    expect(out).toContain('b.sql:1:1');
    expect(out).toContain('31 errors in 2 of 212 files');
  });

  it('tells what is silenced, and shows with quiet only what fails the run', () => {
    const { sample, findings } = drawn();
    const [first, second] = findings;
    const known = { ...first!, suppressed: { by: 'baseline' as const } };
    const warning = { ...second!, level: 'warning' as const };
    expect(render('concise', sample.report([known, warning]), pretty)).toContain(
      '1 warning in 1 of 212 files, 0.4 s (1 known from the baseline)',
    );
    expect(render('pretty', sample.report([known, warning], { quiet: true }), pretty)).toBe('');
    expect(render('concise', sample.report([known, warning], { quiet: true, failOn: 'warning' }), pretty)).toBe(
      'src/client.ts:2:10: warning[github-token] A GitHub token\n',
    );
  });

  it('colours and links for a terminal that can', () => {
    const { sample, findings } = drawn();
    const report = sample.report(findings, { link: rule => `file:///pages/${rule}.md` });
    const text = render('pretty', report, { color: true, links: true, columns: 100 });
    expect(text).toContain('\u001b]8;;file:///pages/github-token.md\u001b\\github-token\u001b]8;;\u001b\\');
    expect(text).toContain('\u001b[31m\u001b[1merror\u001b[22m\u001b[39m');
    expect(render('pretty', report, pretty)).not.toContain('\u001b');
  });
});

describe('code frames', () => {
  const carets = (line: string, value: string, columns = 60) => {
    const sample = new Sample().add('a.txt', `${line}\n`);
    const text = render('pretty', sample.report([finding('r', sample.at('a.txt', value), 'm')]), { color: false, links: false, columns });
    return text.split('\n').slice(2, 4);
  };

  it('put carets under wide characters, emoji, combining marks and tabs', () => {
    expect(carets('鍵 = "値段"', '値段')).toEqual(['   1 |   鍵 = "値段"', '     |         ^^^^']);
    expect(carets('👩‍🚀 = x', 'x')).toEqual(['   1 |   👩‍🚀 = x', '     |        ^']);
    expect(carets('e\u0301\tx\ty', 'y')).toEqual(['   1 |   e\u0301   x   y', '     |           ^']);
  });

  it('cut long lines around the value', () => {
    const [line, under] = carets(`${'a'.repeat(500)}VALUE${'b'.repeat(500)}`, 'VALUE');
    expect(line!.length).toBeLessThanOrEqual(60);
    expect(line!.indexOf('VALUE')).toBe(under!.indexOf('^'));
    expect(line).toMatch(/…a+VALUEb+…$/);
    expect(carets(`${'v'.repeat(300)}`, 'v'.repeat(300))[1]!.length).toBeLessThanOrEqual(60);
  });

  it('are quick on a line of many megabytes', () => {
    const sample = new Sample().add('a.txt', `${'鍵'.repeat(4_000_000)}VALUE${'x'.repeat(4_000_000)}`);
    const started = performance.now();
    expect(render('pretty', sample.report([finding('r', sample.at('a.txt', 'VALUE'), 'm')]), pretty)).toContain('VALUE');
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('let no escape sequence or direction mark of the text, the name or the message through', () => {
    const sample = new Sample().add('a\u001b[2J.txt', 'x = "\u001b]0;owned\u0007\u202e"\n');
    for (const format of ['pretty', 'concise', 'markdown'] as Format[]) {
      const text = render(format, sample.report([finding('r', sample.at('a\u001b[2J.txt', 'x'), 'says \u001b[1m\u2066')]), pretty);
      expect(text).not.toMatch(/[\u001b\u0007\u202e\u2066]/);
    }
  });

  it('stay away where there is no text to show', () => {
    const sample = new Sample().add('a.p12', '0\x82\0\x02key');
    const lines = render('pretty', sample.report([finding('r', sample.at('a.p12', '0'), 'm')]), pretty).split('\n');
    expect(lines.slice(0, 3)).toEqual(['a.p12:1:1  error  r', '  m', '  fix: do it otherwise']);
  });

  it('point at the first line of a value of many lines, and stay away where the document is gone', () => {
    const sample = new Sample().add('a.txt', 'key: |\n  one\n  two\n');
    const place = sample.at('a.txt', 'one\n  two');
    const lines = render('pretty', sample.report([finding('r', place, 'm')]), pretty).split('\n');
    expect(lines.slice(2, 4)).toEqual(['   2 |   one', '     |   ^^^']);
    const gone = render('pretty', { ...sample.report([finding('r', place, 'm')]), document: () => undefined }, pretty);
    expect(gone.split('\n').slice(0, 3)).toEqual(['a.txt:2:3  error  r', '  m', '  fix: do it otherwise']);
  });
});

describe('secrets', () => {
  it.each(formats)('are masked in %s: in lines, messages, labels, fixes and what was not analysed', format => {
    const { sample, findings, secrets } = drawn();
    const edit = { uri: 'infra/ci.tf', start: 0, end: 0, text: `# ${token}` };
    const leaky = {
      ...findings[0]!,
      message: `holds ${token}`,
      label: token,
      remedy: `remove ${token}`,
      related: [{ ...sample.at('src/client.ts', 'the same'), message: `as ${token}` }],
      fix: { title: token, safety: 'safe' as const, edits: [edit] },
    };
    const gaps = [{ uri: 'infra/ci.tf', message: `odd ${token}`, severity: 'broken' as const }];
    const report = sample.report([leaky, findings[1]!], { secrets });
    const text = render(format, { ...report, coverage: { ...report.coverage, gaps } }, pretty);
    expect(text).not.toContain(token);
    expect(text).not.toContain(token.slice(6, 30));
  });

  it('of many lines are masked to the last one', () => {
    const body = ['-----BEGIN RSA PRIVATE ', 'KEY-----'].join('');
    const sample = new Sample().add('key.pem', `${body}\nshort\nMIIEabcdefghijklmnop\n-----\nafter\n`);
    const place = sample.at('key.pem', `${body}\nshort\nMIIEabcdefghijklmnop\n-----`);
    const secrets = [{ ...place, mask: '-----…-----' }];
    const related = [{ ...sample.at('key.pem', 'short'), message: 'its second line' }];
    const text = render('pretty', sample.report([finding('private-key', place, 'A key', { related })], { secrets }), pretty);
    expect(text.split('\n').slice(2, 6)).toEqual([
      '   1 |   -----…-----',
      '     |   ^^^^^^^^^^^',
      '   2 |   …',
      '     |   - its second line',
    ]);
  });

  it('keep the carets right behind a masked one, and under one that holds the value', () => {
    const sample = new Sample().add('a.txt', `user:${token}@host x`);
    const secrets = [{ ...sample.at('a.txt', token), mask: 'ghp_…' }];
    const under = (value: string) => {
      return render('pretty', sample.report([finding('r', sample.at('a.txt', value), 'm')], { secrets }), pretty)
        .split('\n')
        .slice(2, 4);
    };
    expect(under('host')).toEqual(['   1 |   user:ghp_…@host x', '     |              ^^^^']);
    expect(under(token.slice(4, 10))).toEqual(['   1 |   user:ghp_…@host x', '     |        ^^^^^']);
  });
});

describe('github', () => {
  it('escapes what would end a property or a command, gravest first', () => {
    const sample = new Sample().add('a,b:c%.tf', 'x y\n');
    const note = finding('r', sample.at('a,b:c%.tf', 'x'), 'one\n::error::two', { level: 'note' });
    const [first, second] = render('github', sample.report([note, { ...note, level: 'error' }])).split('\n');
    expect(first).toBe(
      '::error file=a%2Cb%3Ac%25.tf,line=1,endLine=1,col=1,endColumn=2,title=r::one%0A::error::two%0Afix: do it otherwise',
    );
    expect(second).toMatch(/^::notice /);
  });
});

describe('markdown', () => {
  it('makes text of what comes from the workspace: no markup, no tag, no mention', () => {
    const sample = new Sample().add('a|b`.tf', 'x\n');
    const text = render(
      'markdown',
      sample.report([finding('r', sample.at('a|b`.tf', 'x'), '<img src=x> | @acme/team [x](http://y) `z` #12')]),
    );
    expect(text).toContain(
      "| error | `a\\|b'.tf:1` | &#60;img src=x&#62; \\| @<!-- -->acme/team \\[x\\]\\(http\\://y\\) \\`z\\` #<!-- -->12 (`r`) |",
    );
  });

  it('folds what is beyond the first twenty', () => {
    const sample = new Sample().add('a.tf', 'x');
    const text = render('markdown', sample.report(Array.from({ length: 23 }, () => finding('r', sample.at('a.tf', 'x'), 'm'))));
    expect(text).toContain('<summary>3 more findings</summary>');
  });
});

describe('json', () => {
  it('has a stable shape', () => {
    const { sample, findings, secrets } = drawn();
    expect(JSON.parse(render('json', sample.report(findings.slice(0, 1), { secrets })))).toMatchInlineSnapshot(`
      {
        "coverage": {
          "bytes": 1000,
          "files": 212,
          "grants": 24,
          "identities": 11,
          "notAnalysed": [],
          "passedOver": [],
          "read": {
            "Terraform": 9,
            "workflow": 3,
          },
          "unknownValues": {},
        },
        "findings": [
          {
            "also": [
              "oidc-audience-missing",
            ],
            "confidence": "high",
            "end": {
              "column": 24,
              "line": 4,
            },
            "family": "trust",
            "fingerprint": "f129",
            "label": "every repository on GitHub",
            "level": "error",
            "message": "Any GitHub repository can become role "deploy", which may do everything",
            "path": "infra/ci.tf",
            "related": [
              {
                "end": {
                  "column": 60,
                  "line": 8,
                },
                "message": "what they get",
                "path": "infra/ci.tf",
                "start": {
                  "column": 17,
                  "line": 8,
                },
              },
            ],
            "remedy": "name repository and branch: "repo:acme/shop:ref:refs/heads/main"",
            "rule": "oidc-subject-too-wide",
            "start": {
              "column": 18,
              "line": 4,
            },
          },
        ],
        "idlint": "1.2.3",
        "version": 1,
      }
    `);
  });
});
