import { type Data, itemsOf, member, stringValues } from '@idlint/evaluate';
import { type Fact, known, type Layer } from '@idlint/model';
import { policyFacts } from '../iam-policy/document.ts';
import { throughModules, withAccounts } from './aws/attach.ts';
import { type ConfigBlock, placeAt } from './configuration.ts';
import { type Expanded, keyText } from './expand.ts';
import type { Module } from './module.ts';
import { documentOf } from './policy-document.ts';
import { nameOfReference, terraformName } from './resource.ts';
import { settle } from './settle.ts';

export const isPolicyDocument = (name: string): boolean => name.startsWith('aws_iam_policy_document.');

/**
 * Policy documents that no resource here takes: they go to modules that are not in the workspace, or to whoever reads the outputs. What
 * they are for is seen from what they say; where it can't be (a resource's policy, an endpoint's), they are left alone.
 */
export function unusedDocuments(modules: Module[]): Fact[] {
  const unused = modules.flatMap(module => documentsIn(module).filter(({ address }) => !module.root.usedDocuments.has(address)));
  // One that is worked out may take others.
  const judged = unused.map(one => ({ ...one, document: settle(documentOf(one.module.body(one.block, one.instance))) }));
  return judged.filter(({ module, address }) => !module.root.usedDocuments.has(address)).flatMap(factsOf);
}

interface Candidate {
  module: Module;
  block: ConfigBlock;
  instance: Expanded;
  address: string;
}

function documentsIn(module: Module): Candidate[] {
  return [...module.configuration.data].flatMap(([name, block]) =>
    isPolicyDocument(name)
      ? module
          .expansion(block)
          .instances.map(instance => ({ module, block, instance, address: `${module.addressOf(`data.${name}`)}${keyText(instance.key)}` }))
      : [],
  );
}

function factsOf({ module, block, instance, address, document }: Candidate & { document: Data }): Fact[] {
  const layer = layerOf(document);
  const statements = itemsOf(member(document, 'Statement'));
  if (!layer || statements.items.length === 0) return [];
  const { use, root } = module;
  const label = block.block.labels.at(-1) ?? block.block.type;
  const at = placeAt(block.source, label);
  const facts = policyFacts(document, {
    key: `${block.source.uri}#${use.address ? `${root.folder}:` : ''}${address}`,
    at,
    exists: use.exists === true ? instance.exists : use.exists,
    names: [terraformName(root.folder, address)],
    name: known(label.name, at),
    layer,
    nameOf: nameOfReference,
  });
  return throughModules(facts, use.through).map(withAccounts);
}

/** Without principals it is for an identity; with them, and only about becoming one, it is a role's trust. */
function layerOf(document: Data): Layer | undefined {
  const statements = itemsOf(member(document, 'Statement')).items;
  const has = (statement: Data, element: string): boolean => statement.kind === 'map' && statement.entries.has(element);
  if (!statements.some(statement => has(statement, 'Principal') || has(statement, 'NotPrincipal'))) return 'identity';
  const actions = statements.map(statement => stringValues(member(statement, 'Action')));
  const becoming = actions.every(
    ({ items, open }) =>
      !open && items.every(action => action.kind === 'known' && /^sts:(?:AssumeRole\w*|TagSession|SetSourceIdentity)$/i.test(action.value)),
  );
  return becoming ? 'trust' : undefined;
}
