/**
 * Asks providers whether secrets are still good: the only room that speaks to a network, and only where the user asks for it in that call. A secret
 * goes to its own provider, over TLS, and is in no error and no log. Leans on model only.
 */
import type { SecretVerification, Verified } from '@idlint/model';
import { answerOf } from './answer.ts';
import { createPace } from './pace.ts';
import { type Asked, requestOf } from './request.ts';

export type { Asked } from './request.ts';

export interface VerifyOptions {
  fetch: typeof globalThis.fetch;
  /** Milliseconds between two requests to one host. */
  interval?: number;
  /** Milliseconds until a request is given up. */
  timeout?: number;
  now?: () => Date;
  /** Told after each answer. */
  onAnswer?: (done: number) => void;
}

/** The question that is meant for a secret of a rule; undefined where its provider can't be asked. */
export const questionFor = ({ value, id }: Asked, questions: SecretVerification[]): SecretVerification | undefined =>
  questions.find(({ begins, sign }) => (!begins || begins.some(each => value.startsWith(each))) && (!sign || id !== undefined));

/** Asks for each secret once; the answers in the order of the secrets. Hosts are asked beside each other, each host one request after the other. */
export async function verify(
  secrets: { secret: Asked; question: SecretVerification }[],
  { fetch, interval = 250, timeout = 10_000, now = () => new Date(), onAnswer = () => {} }: VerifyOptions,
): Promise<Verified[]> {
  const pace = createPace(interval);
  let done = 0;
  return Promise.all(
    secrets.map(({ secret, question }) =>
      pace(new URL(question.url).host, async () => {
        const answer = await answerOf(requestOf(question, secret, now()), question, { fetch, timeout });
        onAnswer(++done);
        return answer;
      }),
    ),
  );
}
