import { type Finding, gravity, type SecretVerification, type Uri, type Verified } from '@idlint/model';
import { secretVerifications } from '@idlint/rules/secret-verifications';
import { createScanner, type Revealed } from '@idlint/secrets';
import { questionFor, verify } from '@idlint/verify';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Ground, Run } from '../lint.ts';
import { meter } from '../progress.ts';

/** @throws {UsageError} in a hook, which must not wait for a network */
export function mayAsk(io: Io): void {
  if (io.env.PRE_COMMIT || io.env.GIT_INDEX_FILE)
    throw new UsageError('--verify asks providers over the network, which a hook does not wait for\nrun it by hand or in a job of its own');
}

/** The findings with what the secrets' providers say of them: what is no longer good is a note. */
export async function verified({ catalogue, host }: Ground, { findings, document }: Run, io: Io): Promise<Finding[]> {
  const scanner = createScanner(catalogue.secretRules, host, catalogue.secretTables);
  const revealed = new Map<Uri, Map<string, Revealed>>();
  const secretOf = ({ fact, location: { uri } }: Finding): Revealed | undefined => {
    if (!revealed.has(uri)) {
      const text = document(uri);
      revealed.set(uri, text ? scanner.reveal(text) : new Map());
    }
    return revealed.get(uri)!.get(fact);
  };

  const asked = new Map<string, { secret: Revealed; question: SecretVerification; finding: Finding }>();
  const idOf = new Map<Finding, string>();
  let silent = 0;
  for (const finding of findings) {
    if (finding.family !== 'secrets' || finding.suppressed) continue;
    const secret = secretOf(finding);
    const question = secret && questionFor(secret, secretVerifications[finding.ruleId] ?? []);
    if (!secret || !question) {
      silent++;
      continue;
    }
    const id = host.hmac(`${finding.ruleId} ${secret.value}`);
    idOf.set(finding, id);
    if (!asked.has(id)) asked.set(id, { secret, question, finding });
  }

  const questions = [...asked.values()];
  const { say, done } = meter(io);
  const answers = await verify(questions, {
    fetch: io.fetch,
    onAnswer: number => say(() => `${number} of ${questions.length} secrets asked about`),
  }).finally(done);
  const answerOf = new Map([...asked.keys()].map((id, index) => [id, answers[index]!]));
  io.stderr.write(
    `idlint: ${inShort(
      questions.map(({ question }) => question.url),
      answers,
      silent,
    )}\n`,
  );
  return findings.map(finding => {
    const answer = answerOf.get(idOf.get(finding) ?? '');
    return answer ? judged(finding, answer) : finding;
  });
}

function judged(finding: Finding, answer: Verified): Finding {
  const message = `${finding.message}; ${inWords(answer)}`;
  const level = answer.state === 'inactive' && gravity[finding.level] > gravity.note ? 'note' : finding.level;
  return { ...finding, message, level, verified: answer };
}

function inWords({ state, account, why }: Verified): string {
  if (state === 'active') return `its provider says that it works${account ? ` (${account})` : ''}`;
  return state === 'inactive' ? 'its provider says that it does not work any more' : `whether it works is not known: ${why}`;
}

function inShort(urls: string[], answers: Verified[], silent: number): string {
  const hosts = new Set(urls.map(url => new URL(url).host));
  const of = (state: Verified['state']) => `${answers.filter(answer => answer.state === state).length} ${state}`;
  const counts = answers.length ? `: ${of('active')}, ${of('inactive')}, ${of('unknown')}` : '';
  const others = silent ? `; of ${silent} more nobody can be asked` : '';
  return `asked ${hosts.size} ${hosts.size === 1 ? 'provider' : 'providers'} about ${answers.length} ${answers.length === 1 ? 'secret' : 'secrets'}${counts}${others}`;
}
