import type { Fact } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { githubActions } from '../src/github-actions/index.ts';
import { shown, told } from './facts.ts';
import { workspace } from './workspace.ts';

const uri = '.github/workflows/deploy.yml';
const lint = (text: string) => workspace(githubActions, { [uri]: text });
const of = <K extends Fact['kind']>(facts: Fact[], kind: K) => facts.filter(fact => fact.kind === kind) as Extract<Fact, { kind: K }>[];

const deploy = `
on: push
env:
  ROLE: arn:aws:iam::123456789012:role/deploy
permissions:
  contents: read
  id-token: write
  issues: none
jobs:
  test:
    permissions: {}
    runs-on: ubuntu-latest
    steps:
      - run: npm test
  deploy:
    runs-on: ubuntu-latest
    env:
      TOKEN: \${{ secrets.deploy_token }}
    steps:
      - uses: actions/checkout@v4
      - id: aws
        uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: \${{ env.ROLE }}
          aws-region: eu-west-1
      - if: secrets.SLACK != ''
        run: |
          set -e
          curl -H "Authorization: \${{ secrets['HOOK'] }}" -d "secrets.nothing" \${{ secrets.GITHUB_TOKEN }}
`;

describe('a workflow', () => {
  it('has jobs, each with what its token may do', async () => {
    const { facts } = await lint(deploy);
    expect(of(facts, 'identity').map(told)).toEqual(['ci-job test (machine)', 'ci-job deploy (machine)']);
    expect(of(facts, 'grant').map(told)).toEqual(['allow contents:read', 'allow id-token:write']);
    const [own, empty] = of(facts, 'binding');
    expect(own!.subjects.items.map(({ name }) => name)).toEqual([`github:job/${uri}#deploy`]);
    expect(empty!.subjects.items.map(({ name }) => name)).toEqual([`github:job/${uri}#test`]);
  });

  it('reads secrets, but for the token of its job', async () => {
    const { facts, textAt } = await lint(deploy);
    const uses = of(facts, 'use').filter(({ how }) => how === 'reads-secret');
    expect(uses.map(({ user, used }) => [user, shown(used)])).toEqual(
      ['DEPLOY_TOKEN', 'SLACK', 'HOOK'].map(secret => [`${uri}#jobs/deploy`, `github:secret/${secret}`]),
    );
    expect(uses.map(({ at }) => textAt(at))).toEqual(['secrets.deploy_token', 'secrets.SLACK', "secrets['HOOK']"]);
  });

  it('signs in as a role, named where it is or in the environment', async () => {
    const { facts, textAt } = await lint(deploy);
    const signIns = of(facts, 'use').filter(({ how }) => how === 'runs-as');
    expect(signIns.map(({ used }) => shown(used))).toEqual(['aws:arn:aws:iam::123456789012:role/deploy']);
    expect(textAt(signIns[0]!.at)).toBe('arn:aws:iam::123456789012:role/deploy');
    const used = async (role: string) =>
      of((await lint(deploy.replace('${{ env.ROLE }}', role))).facts, 'use').find(({ how }) => how === 'runs-as')!.used;
    // In an account from outside, the role is known by its own name.
    expect(shown(await used('arn:aws:iam::${{ vars.ACCOUNT }}:role/deploy'))).toBe('aws:role/deploy');
    expect(await used('arn:aws:iam::123456789012:role/${{ vars.ROLE }}')).toMatchObject({ kind: 'unknown', why: { what: 'vars.ROLE' } });
  });

  it('has steps with their inputs', async () => {
    const { facts } = await lint(deploy);
    expect(of(facts, 'step').map(({ runs, key }) => `${key.slice(uri.length)} ${shown(runs).slice(0, 20)}`)).toEqual([
      '#jobs/test/steps/0 npm test',
      '#jobs/deploy/steps/0 actions/checkout@v4',
      '#jobs/deploy/steps/aws aws-actions/configur',
      '#jobs/deploy/steps/2 set -e\ncurl -H "Auth',
    ]);
    expect(shown(of(facts, 'step')[2]!.inputs['aws-region'])).toBe('eu-west-1');
  });

  it.each([
    ['jobs: {a: {steps: []}, b: {permissions: {}}}', ['-']],
    ['permissions: write-all\njobs: {a: {steps: []}}', ['write-all']],
    ['jobs: {a: {permissions: read-all}, b: {permissions: write-all}}', ['read-all', 'write-all']],
  ])('grants what %s says, or what the repository says', async (text, granted) => {
    const { facts } = await lint(text);
    expect(of(facts, 'grant').map(({ actions }) => shown(actions.items[0]))).toEqual(granted);
  });

  it('may be anything else', async () => {
    for (const text of ['', '- a', 'jobs: x', 'jobs: {a: 1, b: [x], c: {steps: {a: b}, permissions: [x]}}', 'jobs:\n  a: {steps: [']) {
      expect(
        (await lint(text)).facts.every(({ key }) => key.startsWith(uri)),
        text,
      ).toBe(true);
    }
  });
});
