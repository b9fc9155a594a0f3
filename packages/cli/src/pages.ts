import type { RuleMeta } from '@idlint/model';
import { pages, secretPage } from '@idlint/report/pages';
import type { Catalogue } from './catalogue.ts';

/** The page of every rule, by id: written ones, and those made from the data of secret rules. */
export async function loadPages({ all, secretRules }: Catalogue): Promise<Map<string, string>> {
  const written = await pages();
  const result = new Map<string, string>();
  const data = new Map(secretRules.map(rule => [rule.id, rule]));
  for (const rule of all) {
    const secret = data.get(rule.id);
    result.set(rule.id, written[rule.id] ?? (secret ? secretPage(secret) : bare(rule)));
  }
  return result;
}

const bare = ({ id, summary, remedy }: RuleMeta): string => `# ${id}\n\n${summary}\n\n${remedy}\n`;
