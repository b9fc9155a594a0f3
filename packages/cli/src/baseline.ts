import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { KnownFindings } from '@idlint/engine';
import type { Finding } from '@idlint/model';
import { visible } from '@idlint/report';
import { UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { writeWhole } from './write.ts';

/** Taken without being named where it stands at the workspace's root. */
export const baselineName = 'idlint-baseline.json';

/**
 * Findings that were there before: by fingerprint, with what a person needs to recognise them. Nothing of a secret is in it but, of tokens that
 * a provider issued, an HMAC with the file's salt: so a token that moves stays known, and another one in its place is new.
 */
interface Baseline {
  version: 1;
  salt?: string;
  findings: { rule: string; path: string; fingerprint: string; secret?: string }[];
}

export interface Known {
  salt: string | undefined;
  /** As SessionOptions.baseline has them. */
  findings: KnownFindings;
}

/**
 * What is known, from the file that the user named, else from the usual one, where it is there.
 * @throws {UsageError} where a named one is missing, or one is broken
 */
export function knownFindings(root: string, named: string | false | undefined, io: Io): Known | undefined {
  if (named === false) return undefined;
  const file = named === undefined ? join(root, baselineName) : resolve(io.cwd, named);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    if (named === undefined) return undefined;
    throw new UsageError(`${visible(named)} can't be read; idlint baseline writes one`);
  }
  try {
    const { version, salt, findings } = JSON.parse(text) as Baseline;
    if (version === 1 && (salt === undefined || typeof salt === 'string'))
      return {
        salt,
        findings: new Map(
          findings.map(({ rule, path, fingerprint, secret }) => [fingerprint, { path, token: secret && `${rule} ${secret}` }]),
        ),
      };
  } catch {}
  throw new UsageError(`${visible(named ?? baselineName)} is no baseline that this idlint understands; idlint baseline writes it anew`);
}

/** @param salt the key of the host that made the findings */
export function writeBaseline(file: string, findings: Finding[], salt: string): void {
  const entries = findings.map(({ ruleId, location, fingerprint, secret }) => ({
    rule: ruleId,
    path: location.uri,
    fingerprint,
    ...(secret && { secret }),
  }));
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  entries.sort((a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint));
  // A line for each, so that two people's changes merge.
  const lines = entries.map(entry => `    ${JSON.stringify(entry)}`);
  writeWhole(file, `{\n  "version": 1,\n  "salt": ${JSON.stringify(salt)},\n  "findings": [\n${lines.join(',\n')}\n  ]\n}\n`);
}
