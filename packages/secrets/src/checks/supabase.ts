import type { Check } from './index.ts';

/** Characters on either side in which the project's address may stand, and addresses of which the key may be. */
const around = 20_000;
const most = 8;

/** What Supabase's own script for one's own servers names the project. */
const selfHosted = 'supabase-self-hosted';

/**
 * Supabase: a prefix, 22 random characters, `_`, and eight of the SHA-256 over the project's reference, `|` and all before, in base64url. The reference is
 * in the project's address, which mostly stands beside the key; where it does not, nothing is known.
 */
export const supabaseSecret: Check = (value, { text, start, host }) => {
  const near = text.slice(Math.max(0, start - around), start + around);
  const projects = new Set([selfHosted]);
  for (const [, project] of near.matchAll(/(?<![a-z0-9])([a-z]{20})\.supabase\.(?:co|in)\b/g)) {
    projects.add(project!);
    if (projects.size > most) break;
  }
  for (const project of projects) {
    const digest = host.sha256(`${project}|${value.slice(0, -9)}`).slice(0, 12);
    const bytes = digest.match(/../g)!.map(pair => Number.parseInt(pair, 16));
    const sum = btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    if (sum === value.slice(-8)) return { valid: true, known: [project === selfHosted ? "a server of one's own" : `project ${project}`] };
  }
  return {};
};
