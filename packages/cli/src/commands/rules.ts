import { families, type RuleMeta } from '@idlint/model';
import { Style } from '@idlint/report';
import { catalogueOf } from '../catalogue.ts';
import { exit, UsageError } from '../exit.ts';
import { type Io, terminalOf } from '../io.ts';
import { ownRules } from '../own-rules.ts';
import { didYouMean } from '../suggest.ts';

/** Lists the rules by family. @throws {UsageError} for a family that does not exist */
export async function rules(family: string | undefined, format: 'pretty' | 'json', io: Io): Promise<number> {
  if (family !== undefined && !(families as readonly string[]).includes(family)) {
    throw new UsageError(`there is no family ${JSON.stringify(family)}${didYouMean(family, families)}\nthere are ${families.join(', ')}`);
  }
  const all = catalogueOf(await ownRules(io)).all.filter(rule => family === undefined || rule.family === family);
  if (format === 'json') {
    const shown = all.map(({ id, family: of, level, confidence, preset, summary, remedy, standards, options }) => {
      return { id, family: of, level, confidence, preset, summary, remedy, standards, ...(options && { options }) };
    });
    io.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    return exit.clean;
  }
  const style = new Style(terminalOf(io, io.stdout));
  const width = Math.max(...all.map(rule => rule.id.length));
  for (const each of families) {
    const members = all.filter(rule => rule.family === each);
    if (!members.length) continue;
    io.stdout.write(`${style.bold(each)}\n`);
    for (const rule of members) io.stdout.write(`  ${line(rule, width, style)}\n`);
  }
  io.stdout.write(`${all.length} rules; idlint explain RULE prints a page\n`);
  return exit.clean;
}

function line({ id, level, preset, summary }: RuleMeta, width: number, style: Style): string {
  return `${id.padEnd(width)}  ${style.level(level, level.padEnd(7))}  ${preset.padEnd(11)}  ${summary}`;
}
