import { type Data, type MapData, member, stringValue } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { type DocumentHead, type Fact, known, type Layer, type Place, type Reader, type Uri } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';
import { policyFacts } from './document.ts';
import { filledIn, withHoles } from './placeholder.ts';

/** IAM policy documents in files of their own, also where they stand inside of something else (`{"PolicyDocument": {…}}`, a list). */
export const iamPolicy: Reader<DataPart> = {
  name: 'iam-policy',
  title: 'IAM policy',

  claims: mayHoldPolicy,

  read({ uri, text }) {
    const asWritten = jsonData(uri, text);
    const filled = asWritten.faults.length > 0 ? filledIn(text) : text;
    const { data, faults } = filled === text ? asWritten : jsonData(uri, filled);
    return partOf([{ data: withHoles(data), faults }]);
  },

  evaluate({ at: uri }, ask) {
    return (ask.part(uri)?.documents ?? []).flatMap(data => documentsIn(data, uri)).flatMap(found => factsOf(found, uri));
  },
};

/** Templates of CloudFormation and Terraform in JSON are read as what they are; CDK's tree of constructs repeats what its templates say. */
function mayHoldPolicy(head: DocumentHead): boolean {
  if (head.extension !== 'json' || head.name.endsWith('.tf.json')) return false;
  if (!head.contains('"Statement"') || !head.contains('"Effect"') || head.contains('aws:cdk:cloudformation')) return false;
  return !head.contains('AWSTemplateFormatVersion') && !(head.contains('"Resources"') && head.contains('AWS::'));
}

interface FoundDocument {
  document: MapData;
  /** The keys and indices that lead to it. */
  path: string[];
  at: Place;
  name?: string;
}

const deepest = 12;
const mostDocuments = 500;

/** Maps whose Statement is made of maps with an Effect. What is inside of one is not looked into. */
function documentsIn(root: Data, uri: Uri): FoundDocument[] {
  const found: FoundDocument[] = [];
  const visit = (data: Data, path: string[], at: Place, name: string | undefined): void => {
    if (found.length >= mostDocuments || path.length > deepest) return;
    if (data.kind === 'list') {
      data.items.forEach((item, index) => {
        visit(item, [...path, String(index)], item.at, name);
      });
    } else if (data.kind === 'map') {
      if (isDocument(data)) found.push({ document: data, path, at, ...(name ? { name } : {}) });
      else for (const [key, entry] of data.entries) visit(entry.value, [...path, key], entry.key, nameIn(data) ?? name);
    }
  };
  visit(root, [], startOf(root, uri), undefined);
  return found;
}

function isDocument(data: MapData): boolean {
  const statement = data.entries.get('Statement')?.value;
  const statements = statement?.kind === 'list' ? statement.items : statement ? [statement] : [];
  return statements.some(item => item.kind === 'map' && item.entries.has('Effect'));
}

/** As the answers of the AWS command line name what they hold. */
function nameIn(data: MapData): string | undefined {
  for (const key of ['PolicyName', 'RoleName', 'UserName', 'GroupName', 'Name']) {
    const name = stringValue(member(data, key));
    if (name.kind === 'known') return name.value;
  }
  return undefined;
}

const startOf = (root: Data, uri: Uri): Place => {
  const first = root.kind === 'map' ? root.entries.values().next().value?.key : undefined;
  return first ?? { uri, segment: '', start: root.at.start, end: Math.min(root.at.end, root.at.start + 1) };
};

function factsOf({ document, path, at, name }: FoundDocument, uri: Uri): Fact[] {
  const layer = layerOf(document, [...uri.split('/'), ...path]);
  const file = uri.slice(uri.lastIndexOf('/') + 1).replace(/\.json$/, '');
  const context = {
    key: path.length > 0 ? `${uri}#${path.join('/')}` : `${uri}#policy`,
    at,
    exists: true as const,
    names: [],
    name: known(name ?? file, at),
    layer,
  };
  return policyFacts(document, context);
}

/**
 * What a document is for stands nowhere in it: a Principal makes it a resource's policy or a role's trust; a file's or a folder's
 * name tells limits (a service control policy, a permissions boundary) from what allows something.
 */
function layerOf(document: MapData, path: string[]): Layer {
  const statement = document.entries.get('Statement')?.value;
  const statements = (statement?.kind === 'list' ? statement.items : [statement]).filter(item => item?.kind === 'map');
  const withPrincipal = statements.filter(({ entries }) => entries.has('Principal') || entries.has('NotPrincipal'));
  if (withPrincipal.length > 0) return withPrincipal.every(onlyAssumes) ? 'trust' : 'resource';
  const words = path.flatMap(name => name.toLowerCase().split(/[^a-z]+/));
  const says = (...names: string[]) => names.some(name => words.includes(name));
  if (says('scp', 'scps', 'rcp', 'rcps') || path.some(name => /(?:service|resource)[-_ ]?control/i.test(name))) return 'organisation';
  return says('boundary', 'boundaries', 'permissionsboundary') ? 'boundary' : 'identity';
}

function onlyAssumes(statement: MapData): boolean {
  if (statement.entries.has('Resource') || statement.entries.has('NotResource')) return false;
  const action = statement.entries.get('Action')?.value;
  const actions = action?.kind === 'list' ? action.items : action ? [action] : [];
  return actions.length > 0 && actions.every(item => item.kind === 'string' && /^sts:/i.test(item.value));
}
