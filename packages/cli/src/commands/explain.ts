import { Style } from '@idlint/report';
import { loadPages } from '@idlint/report/pages';
import { catalogueOf, ruleNamed } from '../catalogue.ts';
import { exit } from '../exit.ts';
import { type Io, terminalOf } from '../io.ts';
import { ownRules } from '../own-rules.ts';

/** Prints a rule's page. @throws {UsageError} where there is no such rule */
export async function explain(written: string, io: Io): Promise<number> {
  const catalogue = catalogueOf(await ownRules(io));
  const rule = ruleNamed(written, catalogue);
  const style = new Style(terminalOf(io, io.stdout));
  const page = (await loadPages(catalogue.all, catalogue.secretRules))(rule.id) ?? '';
  const [title = '', ...rest] = page.trimEnd().split('\n');
  const about = style.dim(`${rule.level}, ${rule.family}, ${rule.preset}`);
  io.stdout.write(`${style.bold(title)}\n${about}\n${rest.map(text => (text.startsWith('#') ? style.bold(text) : text)).join('\n')}\n`);
  return exit.clean;
}
