import type { HclFile } from '@idlint/syntax/hcl';

export function parseJsonSyntax(_text: string, _of: 'values' | 'configuration'): HclFile {
  return { segments: [], faults: [] };
}
