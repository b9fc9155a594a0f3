import { type Ask, placeOf, SourceDocument } from '@idlint/model';
import { asOutput } from '../../../evaluate/test/plain.ts';
import { read, type TerraformPart } from '../../src/terraform/part.ts';
import { Root } from '../../src/terraform/root.ts';

const matches = (uri: string, glob: string): boolean => {
  const pattern = glob
    .replace(/[.+^$()|]/g, '\\$&')
    .replace(/\{([^{}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(',', '|')})`)
    .replace(/\*\*\/?|\*/g, star => (star === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${pattern}$`).test(uri);
};

/** The outputs of the root module of some files, as JSON would have them; `… why` where one is not known. */
export function outputsOf(files: Record<string, string>): Record<string, unknown> {
  const ask: Ask<TerraformPart> = {
    part: uri => (uri in files && /\.(?:tf|tfvars)(?:\.json)?$/.test(uri) ? read(new SourceDocument(uri, files[uri]!)) : undefined),
    text: uri => files[uri],
    list: glob =>
      Object.keys(files)
        .filter(uri => matches(uri, glob))
        .sort(),
    call: () => undefined,
  };
  const module = new Root('', ask).module()!;
  const names = [...module.configuration.outputs.keys()];
  return Object.fromEntries(names.map(name => [name, asOutput(module.output(name, placeOf('', 0, 0)))]));
}
