import type { Ask, Fact, FactKey, Gap, Identity, Name, Part, Reader, Unit, Uri } from '@idlint/model';
import { customResourceFacts } from './custom-resource.ts';
import { edit } from './edit.ts';
import { type Kustomization, readKustomization } from './kustomize.ts';
import { kubernetesName } from './names.ts';
import { below, type KubernetesObject, objectsOf } from './object.ts';
import { bindingFacts, clusterRoleFacts, roleFacts } from './rbac.ts';
import { type KubernetesPart, type Parsers, readDocument } from './read.ts';
import { accountNames, secretFacts, serviceAccountFacts } from './service-account.ts';
import { isWorkload, workloadFacts } from './workload.ts';

let parsers: Parsers | undefined;

/** Kubernetes manifests, those of a folder together: they are what is applied at once, so what they say of each other holds. */
export const kubernetes: Reader<KubernetesPart> = {
  name: 'kubernetes',
  title: 'Kubernetes',
  comment: { line: '#' },

  claims: ({ extension, contains }) =>
    (extension === 'yaml' || extension === 'yml' || extension === 'json') && contains('apiVersion') && contains('kind'),

  async load() {
    if (parsers) return;
    const [{ yamlDocuments }, { jsonData }, { templateDocuments }] = await Promise.all([
      import('@idlint/evaluate/yaml'),
      import('@idlint/evaluate/json'),
      import('./template/index.ts'),
    ]);
    parsers = { yaml: yamlDocuments, json: jsonData, template: templateDocuments };
  },

  read: document => (parsers ? readDocument(document, parsers) : { segments: { '': 0 }, faults: [], documents: [] }),

  units(claimed): Unit[] {
    return [...new Set(claimed.map(folderOf))].map(at => ({ reader: 'kubernetes', at }));
  },

  evaluate({ at: folder }, ask) {
    const taken = new Set<FactKey>();
    const context = { scope: chartOf(folder, ask) ?? folder, namespace: kustomizationOf(folder, ask)?.namespace, taken };
    const gaps: Gap[] = [];
    const objects = manifestsOf(folder, ask).flatMap(uri =>
      (ask.part(uri)?.documents ?? []).flatMap(document => {
        if (document.unread) gaps.push(unread(uri, document.segment, document.unread));
        return objectsOf(uri, document, context);
      }),
    );
    return [...factsOf(objects), ...gaps];
  },

  edit,
};

const folderOf = (uri: Uri): Uri => uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
const inFolder = (folder: Uri, name: string): string => (folder === '' ? name : `${folder}/${name}`);
/** A path that a glob takes as it is written. */
const literally = (path: string): string => path.replace(/[\\*?[\]{}()!|+@]/g, '\\$&');

/** Patches of Kustomize are left out: the overlay's folder, or the one above it, names them. */
function manifestsOf(folder: Uri, ask: Ask<Part>): Uri[] {
  const patches = new Set(
    [folder, folderOf(folder)].flatMap(at => kustomizationOf(at, ask)?.patches.map(file => inFolder(at, file)) ?? []),
  );
  return ask.list(inFolder(literally(folder), '*.{yaml,yml,json}')).filter(uri => !patches.has(uri));
}

function kustomizationOf(folder: Uri, ask: Ask<Part>): Kustomization | undefined {
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
    const text = ask.text(inFolder(folder, name));
    if (text !== undefined) return readKustomization(inFolder(folder, name), text);
  }
  return undefined;
}

/** The chart whose template folder this is, or is in. */
function chartOf(folder: Uri, ask: Ask<Part>): Uri | undefined {
  const at = `${folder}/`.indexOf('templates/');
  if (at < 0 || (at > 0 && folder[at - 1] !== '/')) return undefined;
  const chart = folder.slice(0, Math.max(0, at - 1));
  return ask.list(inFolder(literally(chart), 'Chart.yaml')).length > 0 ? chart : undefined;
}

function factsOf(objects: KubernetesObject[]): Fact[] {
  const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
  const declared = new Set(accounts.map(({ id }) => kubernetesName('ServiceAccount', id.namespace, id.name)));
  /** An account that is put into a namespace when it is applied is put where the binding says that it is. */
  const accountName = (namespace: string, name: string): Name => {
    const exact = kubernetesName('ServiceAccount', namespace, name);
    if (declared.has(exact)) return exact;
    const moved = accounts.find(account => account.id.name === name && account.movable);
    return moved ? kubernetesName('ServiceAccount', moved.id.namespace, name) : exact;
  };
  const facts = objects.flatMap((object): Fact[] => {
    const { kind } = object;
    if (kind === 'ServiceAccount') return serviceAccountFacts(object);
    if (kind === 'Role') return roleFacts(object);
    if (kind === 'ClusterRole') return clusterRoleFacts(object, objects);
    if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') return bindingFacts(object, accountName);
    if (kind === 'Secret') return secretFacts(object);
    return isWorkload(kind) ? workloadFacts(object) : customResourceFacts(object);
  });
  return [...facts, ...defaultAccounts(objects, facts, declared)];
}

/** Every namespace has an account `default`, which nobody declares; it is an identity all the same once something runs as it. */
function defaultAccounts(objects: KubernetesObject[], facts: Fact[], declared: Set<Name>): Identity[] {
  const workloads = new Map(objects.map(object => [object.base.key, object]));
  const made = new Set<Name>();
  return facts.flatMap((fact): Identity[] => {
    if (fact.kind !== 'use' || fact.how !== 'runs-as') return [];
    const name = fact.used.kind === 'absent' ? fact.fallback : fact.used.kind === 'known' ? fact.used.value : undefined;
    const workload = workloads.get(fact.user);
    if (!workload || name !== fact.fallback || declared.has(name!) || made.has(name!)) return [];
    made.add(name!);
    return [
      {
        kind: 'identity',
        ...below(workload, 'default-account'),
        exists: true,
        names: accountNames(workload.id.namespace, 'default'),
        type: 'service-account',
        actor: 'machine',
        name: { kind: 'known', value: 'default', at: workload.base.at },
        ...(workload.namespace.kind === 'absent' ? {} : { scope: workload.namespace }),
        labels: { entries: {} },
      },
    ];
  });
}

function unread(uri: Uri, segment: string, { start, end }: { start: number; end: number }): Gap {
  const at = { uri, segment, start, end };
  return {
    kind: 'gap',
    key: `${uri}#${segment}/template`,
    platform: 'kubernetes',
    at,
    exists: true,
    names: [],
    severity: 'limit',
    why: { code: 'template', what: 'a template', at },
    message: 'not all of this template can be read before it is rendered',
  };
}
