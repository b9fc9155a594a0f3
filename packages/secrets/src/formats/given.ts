import { type Candidate, scores } from '../candidate.ts';
import { judgeName } from '../context/names.ts';
import { judgeValue } from '../context/values.ts';

/** A value that a format gives to a name. Offsets in the document. */
export interface Given {
  called: string;
  start: number;
  end: number;
  /** Decoded. */
  value: string;
  /** The file is one that is in use: even a weak value is a secret. */
  inUse?: boolean;
  known?: string[];
  /** The place says that a secret stands there, so one that looks drawn at random is one whatever its name. */
  secret?: boolean;
}

/** What the name and the value make of it: the same judgement as of an assignment. */
export function given({ called, start, end, value, inUse = false, known = [], secret = false }: Given): Candidate | undefined {
  const name = judgeName(called) ?? (secret ? ({ kind: 'token', strength: 'maybe' } as const) : undefined);
  const judged = name && judgeValue(value, name, { quoted: true, prose: false, inUse, declared: false });
  if (!name || !judged) return undefined;
  const password = name.kind === 'password';
  return {
    start,
    end,
    value,
    rule: password ? 'hardcoded-password' : 'hardcoded-token',
    name: password ? 'Password' : 'Token or key',
    confidence: judged.confidence,
    known,
    called,
    score: scores.assigned + 1,
    ...(judged.confidence === 'high' ? {} : { level: 'warning' as const }),
  };
}
