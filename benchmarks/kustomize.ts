/**
 * How much of what `kubectl kustomize` makes idlint makes too: `npx tsx benchmarks/kustomize.ts DIR…`, where each DIR holds checked-out
 * kustomizations. Every one of them is built by both, and what identities are made of compared: roles, bindings and accounts as wholes, of
 * workloads the account, the labels and the names of secrets. Those that take in something from elsewhere, and those that kubectl refuses,
 * are counted and left out. With `-v`, each difference is printed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { kubernetes } from '../packages/readers/src/kubernetes/index.ts';
import { answered, built, type Objects, type Plain } from '../packages/readers/test/kustomize/built.ts';

const wordy = process.argv.includes('-v');
const folders = process.argv.slice(2).filter(argument => argument !== '-v');
if (folders.length === 0) {
  console.error('usage: npx tsx benchmarks/kustomize.ts [-v] DIR…');
  process.exit(2);
}
await kubernetes.load?.();

const wholes = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'ServiceAccount']);
const workloads = new Set(['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob']);

interface Count {
  kustomizations: number;
  elsewhere: number;
  refused: number;
  objects: number;
  equal: number;
  /** Not equal, where idlint says that something could not be followed. */
  said: number;
  wrong: number;
}

const field = (value: Plain | undefined, ...path: string[]): Plain | undefined =>
  path.reduce<Plain | undefined>((found, key) => (typeof found === 'object' && !Array.isArray(found) ? found[key] : undefined), value);

/** What facts are made of, as text. */
function essence(kind: string, object: Plain): string | undefined {
  if (wholes.has(kind)) return JSON.stringify(object);
  if (!workloads.has(kind)) return undefined;
  const template =
    kind === 'Pod'
      ? object
      : kind === 'CronJob'
        ? field(object, 'spec', 'jobTemplate', 'spec', 'template')
        : field(object, 'spec', 'template');
  const secrets = JSON.stringify(template).match(/"(?:secretName|secretKeyRef|secretRef|imagePullSecrets)":[^}\]]*/g);
  return JSON.stringify([
    field(object, 'metadata'),
    field(template, 'spec', 'serviceAccountName'),
    field(template, 'metadata'),
    secrets?.sort(),
  ]);
}

function compare(ours: Objects, theirs: Objects, missed: boolean, count: Count, where: string): void {
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const kind = /^\w*/.exec(name)![0];
    const [own, other] = [ours.get(name), theirs.get(name)].map(object => object && essence(kind, object));
    if (own === undefined && other === undefined) continue;
    count.objects++;
    if (own === other) count.equal++;
    else if (missed) count.said++;
    else count.wrong++;
    if (wordy && own !== other) console.log(`${where}: ${name}${missed ? ' (said)' : ''}\n  idlint   ${own}\n  kubectl  ${other}`);
  }
}

function measure(root: string): Count {
  const count: Count = { kustomizations: 0, elsewhere: 0, refused: 0, objects: 0, equal: 0, said: 0, wrong: 0 };
  const read = (uri: string): string | undefined => {
    const path = join(root, uri);
    return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  };
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/^(kustomization\.ya?ml|Kustomization)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    if (/^kind:\s*Component\b/m.test(text) || text.includes('kustomize.toolkit.fluxcd.io')) continue;
    count.kustomizations++;
    const { objects, missed } = built(relative(root, path), read);
    if (missed.some(({ code }) => code === 'module')) {
      count.elsewhere++;
      continue;
    }
    let answer: string;
    try {
      answer = execFileSync('kubectl', ['kustomize', '--load-restrictor', 'LoadRestrictionsNone', dirname(path)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        maxBuffer: 1e9,
        timeout: 30_000,
      });
    } catch (error) {
      count.refused++;
      if (wordy)
        console.log(
          `${relative(root, path)}: ${String((error as { stderr?: string }).stderr)
            .trim()
            .slice(0, 300)}`,
        );
      continue;
    }
    compare(objects, answered(answer), missed.length > 0, count, relative(root, path));
  }
  return count;
}

console.log('                            built  elsewhere  refused  objects   equal    said   wrong');
for (const folder of folders) {
  const { kustomizations, elsewhere, refused, objects, equal, said, wrong } = measure(folder);
  const cells = [kustomizations - elsewhere - refused, elsewhere, refused, objects].map((cell, index) =>
    String(cell).padStart([8, 11, 9, 9][index]!),
  );
  const share = objects > 0 ? `${((equal / objects) * 100).toFixed(1)}%` : '-';
  console.log(`${basename(folder).padEnd(25)}${cells.join('')}${share.padStart(8)}${String(said).padStart(8)}${String(wrong).padStart(8)}`);
}
