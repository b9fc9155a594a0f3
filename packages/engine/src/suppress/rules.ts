import type { RuleMeta } from '@idlint/model';

const about = { family: 'linter', confidence: 'high', preset: 'recommended', standards: {} } as const;

export const suppressionExpired: RuleMeta = {
  ...about,
  id: 'suppression-expired',
  level: 'warning',
  summary: 'The date of a suppression has passed, so what it silenced is reported again.',
  remedy: 'Put right what it silenced, or give it a new date and a reason.',
};

export const suppressionUnused: RuleMeta = {
  ...about,
  id: 'suppression-unused',
  level: 'note',
  summary: 'A suppression silences nothing, and would silence the next fault that comes to stand there.',
  remedy: 'Take it out.',
};

export const suppressionWithoutReason: RuleMeta = {
  ...about,
  id: 'suppression-without-reason',
  level: 'warning',
  summary: 'A suppression gives no reason although the configuration asks for one, so nobody can tell whether it still holds.',
  remedy: 'Write the reason after two dashes: -- reason (owner @team, until 2027-01-31).',
};

export const notAnalysed: RuleMeta = {
  ...about,
  id: 'not-analysed',
  level: 'note',
  summary: 'A document is not what its format allows, so what stands after the fault may not have been looked at.',
  remedy: 'Put right what is broken, or leave the document out with `ignores`.',
};

/** What the linter says about itself: its rules have no facts to look at. */
export const linterRules: readonly RuleMeta[] = [notAnalysed, suppressionExpired, suppressionUnused, suppressionWithoutReason];
