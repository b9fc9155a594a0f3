import type { Data } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { type DocumentHead, type Part, placeOf, type Reader } from '@idlint/model';

/** The JSON of a plan or a state. */
export interface PlanPart extends Part {
  data: Data;
}

let rooms: typeof import('./evaluate.ts') | undefined;

/** In UTF-16 code units; the plan of a few thousand resources. */
const longest = 50_000_000;

/**
 * What `terraform show -json` prints of a plan or of a state, and state files: what Terraform itself worked out, with everything that the
 * configuration alone does not say. https://developer.hashicorp.com/terraform/internals/json-format
 */
export const terraformPlan: Reader<PlanPart> = {
  name: 'terraform-plan',
  title: 'Terraform plan',
  claims: (head: DocumentHead) =>
    head.contains('"terraform_version"') &&
    (head.extension === 'tfstate' ||
      (head.extension === 'json' && head.contains('"format_version"') && (head.contains('"planned_values"') || head.contains('"values"')))),
  async load() {
    rooms ??= await import('./evaluate.ts');
  },
  read({ uri, text }) {
    const segments = { '': 0 };
    if (text.length > longest) {
      const at = placeOf(uri, 0, 0);
      const message = 'this plan is larger than idlint reads';
      return { segments, faults: [{ segment: '', start: 0, end: 0, message }], data: { kind: 'null', at } };
    }
    const { data, faults } = jsonData(uri, text);
    return { segments, faults: faults.map(({ at, message }) => ({ segment: '', start: at.start, end: at.end, message })), data };
  },
  evaluate({ at }, ask) {
    const part = ask.part(at);
    return (part && rooms?.planFacts(at, part.data)) ?? [];
  },
};
