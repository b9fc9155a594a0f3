import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What the real `terraform` works a configuration's outputs out to; undefined where it refuses it. */
export function outputsByTerraform(files: Record<string, string>): Record<string, unknown> | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-random-'));
  try {
    for (const [uri, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, uri)), { recursive: true });
      writeFileSync(join(folder, uri), text);
    }
    const terraform = (...args: string[]) =>
      execFileSync('terraform', args, {
        cwd: folder,
        env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    terraform('init', '-no-color');
    terraform('apply', '-auto-approve', '-no-color', '-input=false', '-lock=false');
    const outputs = JSON.parse(terraform('output', '-json')) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
