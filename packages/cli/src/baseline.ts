import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Finding } from '@idlint/model';
import { visible } from '@idlint/report';
import { UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { writeWhole } from './write.ts';

/** Taken without being named where it stands at the workspace's root. */
export const baselineName = 'idlint-baseline.json';

/** Findings that were there before: by fingerprint, with what a person needs to recognise them. Nothing of a secret is in it. */
interface Baseline {
  version: 1;
  findings: { rule: string; path: string; fingerprint: string }[];
}

/**
 * The fingerprints of what is known, from the file that the user named, else from the usual one, where it is there.
 * @throws {UsageError} where a named one is missing, or one is broken
 */
export function knownFindings(root: string, named: string | false | undefined, io: Io): Set<string> | undefined {
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
    const { version, findings } = JSON.parse(text) as Baseline;
    if (version === 1) return new Set(findings.map(({ fingerprint }) => fingerprint));
  } catch {}
  throw new UsageError(`${visible(named ?? baselineName)} is no baseline that this idlint understands; idlint baseline writes it anew`);
}

export function writeBaseline(file: string, findings: Finding[]): void {
  const entries = findings.map(({ ruleId, location, fingerprint }) => ({ rule: ruleId, path: location.uri, fingerprint }));
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  entries.sort((a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint));
  // A line for each, so that two people's changes merge.
  const lines = entries.map(entry => `    ${JSON.stringify(entry)}`);
  writeWhole(file, `{\n  "version": 1,\n  "findings": [\n${lines.join(',\n')}\n  ]\n}\n`);
}
