/** Templates of secrets in fixtures: expanded before linting, so that nothing in the repository looks live; findings are drawn on the template. */
import { expandTemplates } from '@idlint/secrets/templates';
import type { PositionMap } from '@idlint/syntax';

const placeholder = /\{[a-zA-Z][a-zA-Z0-9]*(?::\d{1,5})?(?:#\w+)?\}/g;

export interface Expanded {
  text: string;
  /** From offsets of the expanded text to those of the template; a placeholder maps as a whole. */
  runs: PositionMap;
}

/** Expands a template from left to right, so that what stands before a placeholder does not depend on what follows it. */
export function expanded(template: string): Expanded {
  const runs: PositionMap = [];
  let inner = 0;
  let outer = 0;
  const advance = (to: number, whole: boolean) => {
    const innerEnd = whole || to > outer ? expandTemplates(template.slice(0, to)).length : inner;
    if (to > outer) runs.push({ inner, innerLength: innerEnd - inner, outer, outerLength: to - outer });
    inner = innerEnd;
    outer = to;
  };
  for (const match of template.matchAll(placeholder)) {
    advance(match.index, false);
    advance(match.index + match[0].length, true);
  }
  advance(template.length, false);
  return { text: expandTemplates(template), runs };
}
