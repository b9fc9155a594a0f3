import type { SecretRule } from '@idlint/model';

/** The pages that stand beside the rules, as Markdown by rule id. Loaded when somebody asks: few runs show one. */
export async function pages(): Promise<Readonly<Record<string, string>>> {
  return (await import('./generated/pages.ts')).pages;
}

/** The page of a rule that is data. Its examples are templates, so that nothing on the page looks live. */
export function secretPage(rule: SecretRule): string {
  const { id, summary, remedy, revoke, secrets } = rule;
  const kinds = secrets.map(({ name, check, near, finds }) => {
    const proof = [
      ...(check ? [`its checksum is verified (${check})`] : []),
      ...(near?.length ? [`only beside one of: ${near.join(', ')}`] : []),
    ];
    const example = finds[0] === undefined ? '' : `\n\n      ${finds[0].split('\n').join('\n      ')}`;
    return `- ${name}${proof.length ? `: ${proof.join('; ')}` : ''}${example}`;
  });
  const sections = [`# ${id}`, summary, '## What it finds', kinds.join('\n'), '## What to do', remedy];
  if (revoke && !remedy.includes(revoke)) sections.push(`Revoke it at ${revoke}.`);
  sections.push(
    'Deleting the line is not enough: who has the history has the secret. Placeholders, references and values from the environment are passed.',
  );
  return `${sections.join('\n\n')}\n`;
}
