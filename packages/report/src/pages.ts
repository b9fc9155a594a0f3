import type { RuleMeta, SecretExamples, SecretRule } from '@idlint/model';

/** A rule's page as Markdown, by today's id or a former one; undefined for a rule that does not exist. */
export type PageOf = (id: string) => string | undefined;

/** The pages that stand beside the rules, and those made of the data of secret rules. Loaded when somebody asks: few runs show one. */
export async function loadPages(all: readonly RuleMeta[], secretRules: readonly SecretRule[]): Promise<PageOf> {
  const [{ pages }, { secretExamples }] = await Promise.all([import('./generated/pages.ts'), import('@idlint/rules/secret-examples')]);
  return id => {
    const rule = all.find(each => each.id === id || each.aliases?.includes(id));
    if (!rule) return undefined;
    const secret = secretRules.find(each => each.id === rule.id);
    return pages[rule.id] ?? (secret ? secretPage(secret, secretExamples[rule.id] ?? []) : bare(rule));
  };
}

const bare = ({ id, summary, remedy }: RuleMeta): string => `# ${id}\n\n${summary}\n\n${remedy}\n`;

/** Checks that prove nothing: they look at what the value is made of. */
const looks = new Set(['basic-credentials', 'chosen', 'mixed-case']);

/** The page of a rule that is data. Its examples are templates, so that nothing on the page looks live. */
function secretPage(rule: SecretRule, examples: SecretExamples[]): string {
  const { id, summary, remedy, revoke, secrets } = rule;
  const kinds = secrets.map(({ name, check, near }, index) => {
    const proof = [
      ...(check && !looks.has(check) ? [`its checksum is verified (${check})`] : []),
      ...(near?.length ? [`only beside one of: ${near.join(', ')}`] : []),
    ];
    const { finds: [finds] = [], file } = examples[index] ?? {};
    const example = finds === undefined ? '' : `\n\n      ${finds.split('\n').join('\n      ')}`;
    return `- ${name}${file ? `, in \`${file}\`` : ''}${proof.length ? `: ${proof.join('; ')}` : ''}${example}`;
  });
  const sections = [`# ${id}`, summary, '## What it finds', kinds.join('\n'), '## What to do', remedy];
  if (revoke && !remedy.includes(revoke)) sections.push(`Revoke it at ${revoke}.`);
  sections.push(
    'Deleting the line is not enough: who has the history has the secret. Placeholders, references and values from the environment are passed.',
  );
  return `${sections.join('\n\n')}\n`;
}
