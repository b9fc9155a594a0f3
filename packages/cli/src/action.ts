import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Io } from './io.ts';
import { start } from './process.ts';
import { interpret } from './program.ts';

/** What GitHub tells of the event, as far as it is asked for. */
interface Event {
  pull_request?: { base?: { sha?: string } };
  merge_group?: { base_sha?: string };
  before?: string;
}

/** The GitHub action: lints the change with annotations, and the summary where the job shows it. */
export async function run(home: URL): Promise<void> {
  await start(home, io =>
    interpret(
      argumentsOf(io.env, eventOf(io.env), commit => fetched(commit, io)),
      io,
    ),
  );
}

/**
 * The command line that the action's inputs stand for.
 * @param has makes sure that a commit is here, or says that it can't be had
 */
export function argumentsOf(env: Io['env'], event: Event, has: (commit: string) => boolean): string[] {
  const input = (name: string) => env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
  const lines = (name: string) =>
    input(name)
      .split('\n')
      .flatMap(line => line.trim() || []);
  const since = input('since');
  const base = since || event.pull_request?.base?.sha || event.merge_group?.base_sha || event.before || '';
  const change = base !== '' && base !== 'all' && !/^0+$/.test(base) && (since !== '' || has(base));
  return [
    'check',
    '--format=github',
    ...(input('fail-on') ? [`--fail-on=${input('fail-on')}`] : []),
    ...(input('preset') ? [`--preset=${input('preset')}`] : []),
    ...(change ? [`--since=${base}`] : []),
    ...lines('args'),
    '--',
    ...lines('paths'),
  ];
}

function eventOf(env: Io['env']): Event {
  try {
    return JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8')) as Event;
  } catch {
    return {};
  }
}

/** A checkout brings one commit: the base is fetched, with the credentials that the checkout left. Without it everything is linted. */
function fetched(commit: string, io: Io): boolean {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: io.cwd, stdio: 'ignore' }).status === 0;
  const here = () => git('cat-file', '-e', `${commit}^{commit}`);
  return /^[0-9a-f]{40,64}$/.test(commit) && (here() || (git('fetch', '--no-tags', '--depth=1', 'origin', commit) && here()));
}
