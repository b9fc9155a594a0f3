import { jsonData } from '@idlint/evaluate/json';
import type { DocumentHead, Reader } from '@idlint/model';
import { type DataPart, partOf } from '../../part.ts';

let loaded: typeof import('./evaluate.ts') | undefined;

/** In UTF-16 code units; the plan of a few thousand resources. */
const longest = 50_000_000;

/**
 * What `terraform show -json` prints of a plan or of a state, and state files: what Terraform itself worked out, with everything that the
 * configuration alone does not say. https://developer.hashicorp.com/terraform/internals/json-format
 */
export const terraformPlan: Reader<DataPart> = {
  name: 'terraform-plan',
  title: 'Terraform plan',
  claims: (head: DocumentHead) =>
    head.contains('"terraform_version"') &&
    (head.extension === 'tfstate' ||
      (head.extension === 'json' && head.contains('"format_version"') && (head.contains('"planned_values"') || head.contains('"values"')))),
  async load() {
    loaded ??= await import('./evaluate.ts');
  },
  read({ uri, text }) {
    if (text.length <= longest) return partOf([jsonData(uri, text)]);
    return { ...partOf([]), faults: [{ segment: '', start: 0, end: 0, message: 'this plan is larger than idlint reads' }] };
  },
  evaluate({ at }, ask) {
    return (ask.part(at)?.documents ?? []).flatMap(data => loaded?.planFacts(at, data) ?? []);
  },
};
