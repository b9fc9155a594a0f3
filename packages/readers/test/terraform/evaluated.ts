import { type Data, hole } from '@idlint/evaluate';
import { type Ask, placeOf, SourceDocument } from '@idlint/model';
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
  return Object.fromEntries(names.map(name => [name, plain(module.output(name, placeOf('', 0, 0)))]));
}

function plain(data: Data): unknown {
  switch (data.kind) {
    case 'null':
      return null;
    case 'list':
      return data.items.map(plain);
    case 'map':
      return Object.fromEntries([...data.entries].map(([key, { value }]) => [key, plain(value)]));
    case 'unknown':
      return `… ${data.why.what}`;
    case 'string':
      return data.value.replaceAll(hole, '…');
    default:
      return data.value;
  }
}
