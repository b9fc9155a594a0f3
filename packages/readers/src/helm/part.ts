import type { Parsed } from '@idlint/evaluate/go-template';
import type { Part } from '@idlint/model';

/** A document of a chart, read alone: of a template, its tree. */
export interface HelmPart extends Part {
  template?: Parsed;
}

/** What reading and rendering need. */
export interface Language {
  template: typeof import('@idlint/evaluate/go-template');
  yaml: typeof import('@idlint/evaluate/yaml');
  syntax: typeof import('@idlint/syntax/yaml');
  masked: typeof import('../kubernetes/template/index.ts');
}
