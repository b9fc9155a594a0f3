import type { DocumentHead, Part, Reader, Uri } from '@idlint/model';
import { faultsOf } from '../part.ts';
import type { PathRules } from './policy.ts';

interface VaultPart extends Part {
  rules: PathRules;
}

let loaded: typeof import('./loaded.ts') | undefined;

/** Policies of HashiCorp Vault and OpenBao in files of their own, as `vault policy write` takes them: each is called as its file is. */
export const vault: Reader<VaultPart> = {
  name: 'vault',
  title: 'Vault policy',
  comment: { line: '#' },
  claims: ({ extension, name, contains }: DocumentHead) =>
    extension === 'hcl' && name !== 'terragrunt.hcl' && contains('path "') && (contains('capabilities') || contains('policy =')),
  async load() {
    loaded ??= await import('./loaded.ts');
  },
  read({ uri, text }) {
    const rules: PathRules = loaded?.rulesIn(uri, text) ?? { rules: [], faults: [] };
    return { segments: { '': 0 }, faults: faultsOf(rules.faults), rules };
  },
  evaluate: ({ at }: { at: Uri }, ask) => {
    const part = ask.part(at);
    return part ? (loaded?.factsOf(at, part.rules) ?? []) : [];
  },
};
