import type { Ask, DocumentHead, Reader, Unit, Uri } from '@idlint/model';
import type { TerraformPart } from './part.ts';

/** The parser and the evaluation, which load when the first document is claimed. */
let rooms: typeof import('./rooms.ts') | undefined;

/** Terraform, OpenTofu and Terragrunt: a root module with all that it calls is evaluated at once. */
export const terraform: Reader<TerraformPart> = {
  name: 'terraform',
  title: 'Terraform',
  comment: { line: '#' },
  outline: part => rooms?.outline(part),
  segment: (part, segment) => rooms?.segmentOf(part, segment),
  claims: ({ name }: DocumentHead) => name === 'terragrunt.hcl' || /\.(?:tf|tofu|tfvars)(?:\.json)?$/.test(name),
  async load() {
    rooms ??= await import('./rooms.ts');
  },
  read: document => rooms?.read(document) ?? { segments: { '': 0 }, faults: [], items: [] },
  units: (claimed: Uri[], ask: Ask<TerraformPart>): Unit[] =>
    (rooms?.rootsAmong(claimed, ask) ?? []).map(at => ({ reader: 'terraform', at })),
  edit: (intent, document, part) => rooms?.edit(intent, document, part),
  evaluate: ({ at }: Unit, ask: Ask<TerraformPart>) =>
    (at.endsWith('.hcl') ? rooms?.terragruntFacts(at, ask) : rooms?.factsOf(at, ask)) ?? [],
};
