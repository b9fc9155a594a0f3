import type { SecretVerification } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { secretVerifications } from '@idlint/rules/secret-verifications';
import { afterEach, describe, expect, it, test } from 'vitest';
import { questionFor, verify } from '../src/index.ts';
import { requestOf } from '../src/request.ts';
import { type Answer, jsonWith, type Provider, provider } from './provider.ts';

let there: Provider | undefined;
afterEach(() => there?.close());

const question = (more: Partial<SecretVerification> = {}): SecretVerification => ({
  method: 'GET',
  url: 'https://api.shop.net/me',
  headers: { authorization: 'Bearer {secret}' },
  alive: [200],
  dead: [401],
  ...more,
});
const secret = { value: 's3cr3t/with=marks' };
const ask = async (answer: (path: string) => Answer, asked = [{ secret, question: question() }], options = {}) => {
  there = await provider((_, path) => answer(path));
  return verify(asked, { fetch: there.fetch, interval: 0, ...options });
};

describe('what an answer means', () => {
  it.each<[string, Answer, Partial<SecretVerification>, object]>([
    ['alive', { status: 200 }, {}, { state: 'active' }],
    ['dead', { status: 401 }, {}, { state: 'inactive' }],
    ['whose it is', { status: 200, body: '{"user":{"login":"ana"}}' }, { account: 'user.login' }, { state: 'active', account: 'ana' }],
    ['a success that says no', { status: 200, body: '{"ok":false}' }, { where: { ok: true } }, { state: 'inactive' }],
    ['no JSON', { status: 200, body: '<html>' }, { where: { ok: true } }, { state: 'unknown', why: 'an answer that is not understood' }],
    ['broken on their side', { status: 503 }, {}, { state: 'unknown', why: 'the provider answered with status 503' }],
    ['not now', { status: 429 }, {}, { state: 'unknown', why: 'the provider asks to wait' }],
  ])('%s', async (_, answer, more, expected) => {
    expect(await ask(() => answer, [{ secret, question: question(more) }])).toEqual([expected]);
  });

  it('is not known where none comes', async () => {
    expect(await ask(() => ({ status: 200, after: 400 }), undefined, { timeout: 50 })).toEqual([
      { state: 'unknown', why: 'no answer within 0.05 s' },
    ]);
    const nobody = async () => {
      throw new TypeError(`connect ECONNREFUSED ${secret.value}`);
    };
    expect(await verify([{ secret, question: question() }], { fetch: nobody })).toEqual([{ state: 'unknown', why: 'no connection' }]);
  });

  it('does not come from another host: a redirect is not followed', async () => {
    const redirect = { status: 302, headers: { location: 'https://elsewhere.net/' } };
    expect(await ask(() => redirect)).toEqual([{ state: 'unknown', why: 'the provider answered with status 302' }]);
    expect(there!.asked.map(({ host }) => host)).toEqual(['api.shop.net']);
  });

  it('may be waited for, once', async () => {
    let first = true;
    const answers = await ask(() => {
      const answer = first ? { status: 429, headers: { 'retry-after': '0' } } : { status: 200 };
      first = false;
      return answer;
    });
    expect(answers).toEqual([{ state: 'active' }]);
    expect(there!.asked).toHaveLength(2);
  });
});

test('one host is asked one request after the other, hosts beside each other', async () => {
  const host = (name: string) => ({ secret, question: question({ url: `https://${name}/me` }) });
  there = await provider(() => ({ status: 200, after: 30 }));
  const told: number[] = [];
  await verify([host('a.net'), host('a.net'), host('a.net'), host('b.net')], {
    fetch: there.fetch,
    interval: 20,
    onAnswer: n => told.push(n),
  });
  const a = there.asked.filter(each => each.host === 'a.net');
  const b = there.asked.find(each => each.host === 'b.net')!;
  expect(a).toHaveLength(3);
  for (let at = 1; at < a.length; at++) expect(a[at]!.from).toBeGreaterThan(a[at - 1]!.to);
  expect(b.from).toBeLessThan(a[1]!.from);
  expect(told).toEqual([1, 2, 3, 4]);
});

describe('a request', () => {
  const at = new Date('2015-08-30T12:36:00Z');

  it('holds the secret where the question says', () => {
    const asked = question({
      url: 'https://api.shop.net/bot{secret}/me',
      method: 'POST',
      headers: { a: 'x {secret}', b: '{basic}' },
      body: '{secret}',
    });
    expect(requestOf(asked, secret, at)).toEqual({
      method: 'POST',
      url: 'https://api.shop.net/bots3cr3t%2Fwith%3Dmarks/me',
      headers: { 'user-agent': 'idlint', a: 'x s3cr3t/with=marks', b: 'czNjcjN0L3dpdGg9bWFya3M6' },
      body: 's3cr3t/with=marks',
    });
  });

  it('is signed as AWS signs', () => {
    // The request `post-x-www-form-urlencoded` of the test suite of Signature Version 4 that AWS publishes, with its key.
    const asked = question({
      method: 'POST',
      url: 'https://example.amazonaws.com/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Param1=value1',
      sign: { service: 'service', region: 'us-east-1' },
    });
    const { headers } = requestOf(asked, { id: 'AKIDEXAMPLE', value: ['wJalrXUtnFEMI/K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('+') }, at);
    expect(headers.authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=content-type;host;x-amz-date, ' +
        'Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    );
  });
});

describe('the providers’ data', () => {
  const every = Object.entries(secretVerifications).flatMap(([rule, questions]) =>
    questions.map((asked, index) => [rule, index, asked] as const),
  );

  it.each(every)('%s %i is understood', async (rule, _, asked) => {
    expect(secretRules.map(({ id }) => id)).toContain(rule);
    const good = jsonWith({ ...asked.where, ...(asked.account && { [asked.account]: 'ana' }) });
    const hit = { value: `${asked.begins?.[0] ?? ''}abc`, id: 'AKIA' };
    expect(questionFor(hit, [asked])).toBe(asked);
    const one = [{ secret: hit, question: asked }];
    const told = await ask(() => ({ status: asked.alive[0]!, body: good }), one);
    expect(told).toEqual([{ state: 'active', ...(asked.account && { account: 'ana' }) }]);
    expect(there!.asked[0]!.host).toBe(new URL(asked.url).host);
    await there!.close();
    for (const status of asked.dead) {
      expect(await ask(() => ({ status }), one)).toEqual([{ state: 'inactive' }]);
      await there!.close();
    }
    expect(await ask(() => ({ status: 500 }), one)).toMatchObject([{ state: 'unknown' }]);
  });

  it('asks about nothing that begins otherwise, nor about a key of AWS without its id', () => {
    expect(questionFor({ value: 'xyz' }, [question({ begins: ['abc'] })])).toBeUndefined();
    expect(questionFor({ value: 'xyz' }, secretVerifications['aws-access-key']!)).toBeUndefined();
  });
});
