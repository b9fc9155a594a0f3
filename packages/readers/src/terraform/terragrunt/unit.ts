import { type Data, isWhole } from '@idlint/evaluate';
import { partOf } from '@idlint/evaluate/hcl';
import { type Ask, type Fact, folderOf, type Place, type Uri, type Why } from '@idlint/model';
import { configurationOf } from '../configuration.ts';
import { factsIn } from '../evaluate.ts';
import type { TerraformPart } from '../part.ts';
import { childOf } from '../paths.ts';
import { Root } from '../root.ts';
import { TerragruntDocument } from './document.ts';

const isTerragrunt = (uri: Uri): boolean => /(?:^|\/)terragrunt\.hcl$/.test(uri);

/** Where the module of a unit is. */
interface Called {
  /** The folder, where it is one of the workspace. */
  folder?: Uri;
  /** As written; empty where the unit's own folder is the module. */
  source: string;
  at?: Place;
}

/** The module that a unit runs; undefined where it runs none, as a file does that others include. */
function calledBy(document: TerragruntDocument, ask: Ask<TerraformPart>): Called | undefined {
  const source = document.source();
  const own = folderOf(document.uri);
  if (!source) return configurationOf(own, ask) ? { folder: own, source: '' } : undefined;
  const { value, at } = source;
  if (value.kind !== 'string' || !isWhole(value)) return { source: 'a module whose source is worked out', at };
  const path = value.value;
  if (isRemote(path)) return { source: path, at };
  // Before `//` stands what is copied, behind it what is run.
  const folder = childOf(own, path.replaceAll('//', '/'));
  return folder !== undefined && configurationOf(folder, ask) ? { folder, source: path, at } : { source: path, at };
}

const isRemote = (source: string): boolean => /::|:\/\/|^git@|^(?:github|gitlab|bitbucket)\.(?:com|org)\//.test(source);

const documentOf = (uri: Uri, ask: Ask<TerraformPart>, root: Root): TerragruntDocument =>
  new TerragruntDocument(uri, uri, { ask, work: root.work, files: root.files, original: uri });

/** The units among some documents, and the folders of the modules that they run. */
export function terragruntUnits(claimed: Uri[], ask: Ask<TerraformPart>): { units: Uri[]; run: Set<Uri> } {
  const units: Uri[] = [];
  const run = new Set<Uri>();
  for (const uri of claimed) {
    if (!isTerragrunt(uri)) continue;
    const called = calledBy(documentOf(uri, ask, new Root(folderOf(uri), ask)), ask);
    if (!called) continue;
    units.push(uri);
    if (called.folder !== undefined) run.add(called.folder);
  }
  return { units, run };
}

/** The facts of the module that a unit runs, with the unit's inputs. */
export function terragruntFacts(uri: Uri, ask: Ask<TerraformPart>): Fact[] {
  const root = new Root(folderOf(uri), ask);
  const document = documentOf(uri, ask, root);
  const called = calledBy(document, ask);
  if (!called) return [];
  if (called.folder === undefined) {
    const why: Why = { code: 'module', what: called.source, at: called.at! };
    const message = called.source.startsWith('a module')
      ? `${called.source} is not looked into`
      : `the module ${called.source} is not in the workspace`;
    root.say(`${uri}#source`, called.at!, why, message);
    return [...root.gaps.values()];
  }
  root.generatedLabels = document.generatedLabels();
  const inputs = document.inputs();
  const isOwn = called.source === '';
  const name = called.folder.slice(called.folder.lastIndexOf('/') + 1) || 'root';
  const module = root.entered({
    folder: called.folder,
    address: isOwn ? '' : `module.${name}`,
    through: isOwn ? [] : [called.at!],
    given: variable => inputOf(inputs, variable),
    varFiles: document.varFiles(),
  });
  return module ? factsIn(root, module) : [];
}

function inputOf(inputs: Data | undefined, variable: string): Data | undefined {
  if (!inputs) return undefined;
  if (inputs.kind === 'unknown') return inputs;
  if (inputs.kind !== 'map') return undefined;
  const entry = inputs.entries.get(variable);
  if (entry) return partOf(inputs, entry.value);
  return inputs.open && { kind: 'unknown', at: inputs.at, why: inputs.open };
}
