import type { Data } from '@idlint/evaluate';
import { unknownData } from '@idlint/evaluate/hcl';
import type { Place, Why } from '@idlint/model';
import { BicepDeployment } from './bicep.ts';
import { type Deployment, deepestDeployment, mostDeployments } from './deployment.ts';
import { jsonOf } from './part.ts';
import { resolved } from './paths.ts';
import type { Target } from './target.ts';
import { TemplateDeployment } from './template.ts';

/** How a module or a linked template is used. */
export interface NestedUse {
  /** Where its path is written. */
  at: Place;
  /** What it is called by whoever uses it. */
  key: string;
  use: Place;
  target: Target;
  inputs: Map<string, Data>;
  /** Why more may be given than is known. */
  open: Why | undefined;
}

/** The template behind a path of the workspace, with its values; undefined, and said, where it can't be seen from here. */
export function nestedIn(
  parent: Deployment,
  path: string | undefined,
  { at, key, use, target, inputs, open }: NestedUse,
): Deployment | undefined {
  const { root } = parent;
  const not = (why: Why, message: string): undefined => {
    root.notSeen(at, why, message);
    return undefined;
  };
  if (path === undefined) return not({ code: 'dynamic', what: 'a path that is worked out' }, 'which module is used is not known here');
  if (/^https?:/i.test(path)) return not({ code: 'module', what: path }, 'a template on the web is not looked into');
  if (path.includes(':')) return not({ code: 'module', what: path }, 'a module of a registry is not looked into');
  const uri = resolved(parent.uri, path);
  if (uri === undefined) return not({ code: 'module', what: path }, 'a module outside of the workspace is not read');
  const found = root.ask.part(uri);
  const json = jsonOf(uri, found);
  if (!found?.bicep && !json) return not({ code: 'module', what: path }, 'a module is not in the workspace');
  if (uri === parent.uri) return not({ code: 'cycle', what: path }, 'a module that uses itself is not looked into');
  if (parent.through.length >= deepestDeployment || root.deployments++ >= mostDeployments)
    return not({ code: 'limit', what: path }, 'no more modules are looked into');
  const values = open ? withUnknown(inputs, open, at) : inputs;
  const common = { inputs: values, target, prefix: `${parent.prefix}${key}.`, through: [use, ...parent.through] };
  return found?.bicep ? new BicepDeployment(root, uri, found.bicep, common) : new TemplateDeployment(root, uri, json!, common);
}

/** What is not named may still be given. */
function withUnknown(inputs: Map<string, Data>, why: Why, at: Place): Map<string, Data> {
  const open = new Map(inputs);
  open.get = name => inputs.get(name) ?? unknownData(why, at);
  return open;
}
