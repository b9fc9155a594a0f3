import { pages, secretPage } from '@idlint/report/pages';
import { secretRules } from '@idlint/rules';
import { metaOf } from './folder.ts';

let written: Record<string, string> | undefined;

/** Reads the pages once, when somebody first hovers. */
export async function loadPages(): Promise<void> {
  written ??= await pages();
}

/** A rule's page as Markdown; undefined for a rule that does not exist. Await `loadPages` before. */
export function pageOf(id: string): string | undefined {
  const own = written?.[id];
  if (own) return own;
  const secret = secretRules.find(rule => rule.id === id);
  if (secret) return secretPage(secret);
  const meta = metaOf(id);
  return meta && `# ${id}\n\n${meta.summary}\n\n${meta.remedy}\n`;
}
