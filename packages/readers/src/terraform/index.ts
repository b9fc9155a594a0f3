import type { Ask, DocumentHead, Reader, Unit, Uri } from '@idlint/model';
import type { TerraformPart } from './part.ts';

/** The parser and the evaluation, which load when the first document is claimed. */
let loaded: typeof import('./loaded.ts') | undefined;

/** Terraform, OpenTofu and Terragrunt: a root module with all that it calls is evaluated at once. */
export const terraform: Reader<TerraformPart> = {
  name: 'terraform',
  title: 'Terraform',
  comment: { line: '#' },
  outline: part => loaded?.outline(part),
  segment: (part, segment) => loaded?.segmentOf(part, segment),
  claims: ({ name }: DocumentHead) => name === 'terragrunt.hcl' || /\.(?:tf|tofu|tfvars)(?:\.json)?$/.test(name),
  async load() {
    loaded ??= await import('./loaded.ts');
  },
  read: document => loaded?.read(document) ?? { segments: { '': 0 }, faults: [], items: [] },
  units: (claimed: Uri[], ask: Ask<TerraformPart>): Unit[] =>
    (loaded?.rootsAmong(claimed, ask) ?? []).map(at => ({ reader: 'terraform', at })),
  edit: (intent, document, part) => loaded?.edit(intent, document, part),
  evaluate: ({ at }: Unit, ask: Ask<TerraformPart>) =>
    (at.endsWith('.hcl') ? loaded?.terragruntFacts(at, ask) : loaded?.factsOf(at, ask)) ?? [],
};
