import type { Why } from '@idlint/model';

/** What can't go on: the template's own fault, or a bound of ours. Thrown and caught within the evaluator. */
export class TemplateError extends Error {
  readonly why: Why;

  constructor(why: Why) {
    super(why.what);
    this.why = why;
  }
}

export const fault = (what: string): TemplateError => new TemplateError({ code: 'template', what });
export const tooLarge = (what: string): TemplateError => new TemplateError({ code: 'limit', what });

/** Larger texts and lists than these are not made. */
export const mostCharacters = 8_000_000;
export const mostItems = 200_000;
