import type { DocumentHead, Part, Reader, Uri } from '@idlint/model';
import { faultsOf } from '../part.ts';
import type { PathRules } from './policy.ts';

interface VaultPart extends Part {
  rules: PathRules;
}

let rooms: typeof import('./rooms.ts') | undefined;

/** Policies of HashiCorp Vault and OpenBao in files of their own, as `vault policy write` takes them: each is called as its file is. */
export const vault: Reader<VaultPart> = {
  name: 'vault',
  title: 'Vault policy',
  comment: { line: '#' },
  claims: ({ extension, name, contains }: DocumentHead) =>
    extension === 'hcl' && name !== 'terragrunt.hcl' && contains('path "') && (contains('capabilities') || contains('policy =')),
  async load() {
    rooms ??= await import('./rooms.ts');
  },
  read({ uri, text }) {
    const rules: PathRules = rooms?.rulesIn(uri, text) ?? { rules: [], faults: [] };
    return { segments: { '': 0 }, faults: faultsOf(rules.faults), rules };
  },
  evaluate: ({ at }: { at: Uri }, ask) => {
    const part = ask.part(at);
    return part ? (rooms?.factsOf(at, part.rules) ?? []) : [];
  },
};
