import { type Found, member, placeWithin, stringValue } from '@idlint/evaluate';
import { type Place, unknown, type Value } from '@idlint/model';

/** `env` of a step, a job and the workflow, nearest first. */
export type Scopes = Found[];

/**
 * A value in which `${{ … }}` may stand. What is only `${{ env.NAME }}` is that variable's value where the workflow writes it; any other
 * expression is worked out while the workflow runs.
 */
export function expressionValue(found: Found, scopes: Scopes): Value<string> {
  const value = stringValue(found);
  if (value.kind !== 'known' || !value.value.includes('${{')) return value;
  const variable = /^\s*\$\{\{\s*env\.([A-Za-z_]\w*)\s*\}\}\s*$/.exec(value.value)?.[1];
  const given =
    variable === undefined ? undefined : scopes.map(env => stringValue(member(env, variable))).find(each => each.kind === 'known');
  if (given?.kind === 'known' && !given.value.includes('${{')) return { ...given, via: [value.at, ...(given.via ?? [])] };
  const [before, ...after] = value.value.split(/\$\{\{[^}]*\}\}/);
  const what = /\$\{\{\s*([^}]*?)\s*\}\}/.exec(value.value)?.[1] ?? 'an expression';
  return { ...unknown({ code: 'dynamic', what: shown(what) }, value.at), prefix: before ?? '', suffix: after.at(-1) ?? '' };
}

/** A reference to a context is safe to show; an expression may hold anything. */
const shown = (expression: string): string => (/^[\w.-]{1,80}$/.test(expression) ? expression : 'an expression');

/** The secrets that a piece of a workflow reads, each at the first place that names it. The token of the job itself is none. */
export function secretsIn(data: Found): Map<string, Place> {
  const secrets = new Map<string, Place>();
  visit(data);
  return secrets;

  function visit(data: Found): void {
    if (data.kind === 'map') for (const { value } of data.entries.values()) visit(value);
    else if (data.kind === 'list') for (const item of data.items) visit(item);
    else if (data.kind === 'string' && data.value.includes('secrets')) {
      for (const match of data.value.matchAll(/\bsecrets\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*'([A-Za-z_]\w*)'\s*\])/g)) {
        const name = (match[1] ?? match[2])!.toUpperCase();
        if (name !== 'GITHUB_TOKEN' && isExpression(data.value, match.index) && !secrets.has(name))
          secrets.set(name, placeWithin(data, match.index, match.index + match[0].length));
      }
    }
  }
}

/** Whether an offset is inside of `${{ … }}`, or of a condition, which is an expression without them. */
function isExpression(text: string, at: number): boolean {
  if (!text.includes('${{')) return /^\s*(?:!|\(|secrets\b)/.test(text) && !text.includes('\n');
  return text.lastIndexOf('${{', at) > text.lastIndexOf('}}', at);
}
