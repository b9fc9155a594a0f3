import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, here, others } from './cases.ts';

/** The command to ask. */
export const helm = process.env.HELM ?? 'helm';

export function hasHelm(): boolean {
  try {
    execFileSync(helm, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What helm answers now. The templates are rendered together; whichever it refuses is taken out, and the rest asked again. */
export function answers(cases: readonly string[]): Record<string, Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'helm-answers-'));
  try {
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: cases\nversion: 1.0.0\n');
    cpSync(join(here, 'values.yaml'), join(folder, 'values.yaml'));
    writeFileSync(join(folder, 'templates', '_others.tpl'), others);
    const given: Record<string, Answer> = {};
    const pending = new Map<number, string>();
    for (const [index, text] of cases.entries()) {
      pending.set(index, text);
      writeFileSync(join(folder, 'templates', `_c${index}.tpl`), `{{ define "c${index}" }}${text}{{ end }}`);
      writeFileSync(join(folder, 'templates', `c${index}.yaml`), `c${index}: {{ include "c${index}" . | toJson }}\n`);
    }
    for (;;) {
      const { output, refused } = ask(folder);
      if (refused === undefined) {
        for (const [, index, json] of output.matchAll(/^c(\d+): (".*")$/gm))
          given[pending.get(Number(index))!] = { text: JSON.parse(json!) as string };
        break;
      }
      const text = pending.get(refused);
      if (text === undefined) throw new Error(`helm refuses something else: ${output}`);
      given[text] = { error: true };
      pending.delete(refused);
      for (const name of [`_c${refused}.tpl`, `c${refused}.yaml`]) rmSync(join(folder, 'templates', name));
    }
    return Object.fromEntries(cases.map(text => [text, given[text]!]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ask(folder: string): { output: string; refused?: number } {
  try {
    const env = { ...process.env, TZ: 'UTC' };
    return { output: execFileSync(helm, ['template', 'release-name', folder], { stdio: 'pipe', env, maxBuffer: 1e9 }).toString() };
  } catch (error) {
    const { stderr } = error as { stderr: Buffer };
    const said = stderr.toString();
    const refused = /templates\/_?c(\d+)\.(?:tpl|yaml)/.exec(said)?.[1];
    if (refused === undefined) throw new Error(said);
    return { output: said, refused: Number(refused) };
  }
}
