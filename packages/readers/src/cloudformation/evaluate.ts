import type { Data } from '@idlint/evaluate';
import type { Ask, Call, Fact, Place, Uri } from '@idlint/model';
import type { DataPart } from '../part.ts';
import { linked } from '../terraform/linked.ts';
import { assemblyOf } from './assembly.ts';
import { unknown } from './intrinsics/strings.ts';
import { nestedIn, outermost } from './nested.ts';
import { parametersIn } from './parameter-file.ts';
import { templatesIn } from './part.ts';
import { factsOf } from './resources/index.ts';
import { Stack } from './stack.ts';
import type { World } from './world.ts';

type Asking = Ask<DataPart>;

/** The templates that are stacks of their own: those that no other one nests. */
export const outermostAmong = (claimed: readonly Uri[], ask: Asking): Uri[] => outermost(claimed, uri => nestedBy(uri, ask));

function nestedBy(uri: Uri, ask: Asking): Uri[] {
  // What stands in no part is not taken apart here: there are many templates, and few that nest others.
  if (!nests(ask.text(uri))) return [];
  const around = {
    exists: (other: Uri): boolean => isTemplate(other, ask),
    endingIn: (end: string): Uri[] => endingIn(end, ask),
    assets: assemblyOf(uri, ask)?.assets,
  };
  return templatesIn(ask.part(uri)).flatMap(template => nestedIn(template, uri, around));
}

const nests = (text: string | undefined): boolean =>
  text !== undefined && (text.includes('AWS::CloudFormation::Stack') || text.includes('AWS::Serverless::Application'));

const isTemplate = (uri: Uri, ask: Asking): boolean => templatesIn(ask.part(uri)).length > 0;
const endingIn = (end: string, ask: Asking): Uri[] => ask.list(`**/${end}`).filter(uri => isTemplate(uri, ask));

/** The facts of a template with all that it nests. */
export const factsIn = (uri: Uri, ask: Asking): Fact[] =>
  stacksIn(uri, ask).flatMap(stack => linked(stack.templates().flatMap(template => factsOf(template))));

function stacksIn(uri: Uri, ask: Asking, world = worldOf(ask)): Stack[] {
  const templates = templatesIn(ask.part(uri));
  return templates.map((template, index) => {
    const assembly = assemblyOf(uri, ask);
    const given = [...(assembly?.parameters ?? []), ...configuredFor(uri, ask)];
    const parameters = new Map(given.map(([name, value]) => [name, { value, assumed: false }]));
    // Documents of one file that declare the same would have the same names.
    const scope = templates.length > 1 ? `${uri}#${index}` : uri;
    return new Stack({ uri, template, world, assembly, environment: assembly?.environment, parameters }, scope);
  });
}

/** The parameters that the configuration says a template is deployed with. */
const configuredFor = (uri: Uri, ask: Asking): [string, Data][] =>
  (ask.settings?.(uri).parameterFiles ?? []).flatMap(file => parametersIn(ask.part(file)?.documents[0]));

const worldOf = (ask: Asking): World => ({
  template: uri => templatesIn(ask.part(uri))[0],
  endingIn: end => endingIn(end, ask),
  document: uri => ask.part(uri)?.documents[0],
  exported: (name, at) => exported(name, at, ask),
});

/** An output of a stack that is exported: where it stands, from the outermost stack inwards. */
interface Exported {
  uri: Uri;
  path: string[];
  output: string;
}

interface ExportCall {
  /** Where an export stands, by its name; undefined where several have it. */
  exports?: true;
  value?: Exported;
}

function exported(name: string, at: Place, ask: Asking): Data {
  const index = ask.call({ unit: { reader: 'cloudformation', at: '' }, inputs: { exports: true } }) as
    | Map<string, Exported | undefined>
    | undefined;
  const found = index?.get(name);
  if (!found) return unknown({ code: 'reference', what: `the export ${name}` }, at);
  const value = ask.call({ unit: { reader: 'cloudformation', at: found.uri }, inputs: { value: found } }) as Data | undefined;
  if (!value) return unknown({ code: 'cycle', what: `the export ${name}` }, at);
  return { ...value, via: [...(value.via ?? []), at] };
}

/** What units ask of each other: which exports there are, and the value of one. */
export function call({ unit, inputs }: Call, ask: Asking): unknown {
  const { exports, value } = inputs as ExportCall;
  if (exports) return exportsOf(ask);
  if (!value) return undefined;
  const [stack] = stacksIn(unit.at, ask);
  return stack?.exported(value.path, value.output);
}

/** Names under which stacks of the workspace export something. Whether a file may be a template is seen from its text. */
function exportsOf(ask: Asking): Map<string, Exported | undefined> {
  const found = new Map<string, Exported | undefined>();
  const templates = ask.list('**/*.{yaml,yml,json,template}').flatMap(uri => {
    const text = /(?:^|\/)(?:package|package-lock|tsconfig[^/]*|manifest|tree)\.json$/.test(uri) ? undefined : ask.text(uri);
    return text?.includes('Resources') && text.includes('AWS::') ? [{ uri, exports: text.includes('Export') }] : [];
  });
  if (!templates.some(({ exports }) => exports)) return found;
  // Which exports there are is asked by whoever imports: names that depend on imports would lead in circles.
  const alone: World = { ...worldOf(ask), exported: (name, at) => unknown({ code: 'cycle', what: `the export ${name}` }, at) };
  // Only what exports something, and what nests what does.
  const uris = templates.flatMap(({ uri, exports }) => (exports || nests(ask.text(uri)) ? uri : []));
  for (const uri of outermostAmong(uris, ask)) {
    const [stack] = stacksIn(uri, ask, alone);
    for (const { name, path, output } of stack?.exports() ?? []) found.set(name, found.has(name) ? undefined : { uri, path, output });
  }
  return found;
}
