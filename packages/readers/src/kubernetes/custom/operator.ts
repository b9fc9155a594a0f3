import { type Found, member, stringValue } from '@idlint/evaluate';
import { type Fact, type Identity, keyName, known, type Name, type Use, type Value } from '@idlint/model';
import { below, type KubernetesObject, nameOf } from '../object.ts';
import { groupOf, referred } from './base.ts';

/** How deep the specification of a custom resource is searched for whom it acts as. */
const deepest = 20;

/**
 * Operators run workloads of kinds of their own (Prometheus, Rollout, Workflow, Knative's Service), and nearly all of them call the
 * account `serviceAccountName`. What they run as where it is left out, only the operator knows. Those that act for what they are told
 * (stores of secrets, issuers of certificates, Flux, providers of Crossplane) name besides the secrets and the roles of clouds that they use.
 */
export function operatorFacts(resource: KubernetesObject): Fact[] {
  const { root, name, namespace, id, kind, labels, base, names } = resource;
  const spec = member(root, 'spec');
  const used = usedIn(spec, resource, acting.test(groupOf(resource)));
  if (used.length === 0) return [];
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...names.of(kind, id), keyName(base.key)],
    type: 'workload',
    actor: 'machine',
    name,
    ...(namespace.kind === 'absent' ? {} : { scope: namespace }),
    labels,
  };
  const counts = { 'runs-as': 0, 'reads-secret': 0 };
  const uses = used.map(
    ({ how, name }): Use => ({
      kind: 'use',
      ...below(resource, `${how}/${counts[how]++}`),
      at: name.at,
      names: [],
      how,
      user: base.key,
      used: name,
    }),
  );
  return [identity, ...uses];
}

/** Groups whose objects act with secrets and roles that they name. */
const acting =
  /(?:^|\.)(?:aadpodidentity\.k8s\.io|core\.cnrm\.cloud\.google\.com|external-secrets\.io|fluxcd\.io|cert-manager\.io|crossplane\.io|upbound\.io|argoproj\.io|tekton\.dev|knative\.dev)$/;

/** Fields that name an identity of a cloud. */
const cloudFields: Record<string, (text: string) => Name> = {
  googleServiceAccount: email => `gcp:serviceAccount/${email}`,
  clientID: id => `azure:clientId/${id}`,
};

interface Used {
  how: Use['how'];
  name: Value<Name>;
}

/** Each account, secret and role once, in the order of the text. */
function usedIn(spec: Found, resource: KubernetesObject, acts: boolean): Used[] {
  const found = new Map<string, Used>();
  const add = (how: Used['how'], name: Value<Name>) => {
    const key = `${how} ${name.kind === 'known' ? name.value : found.size}`;
    if (name.kind !== 'absent' && !found.has(key)) found.set(key, { how, name });
  };
  visit(spec, 0);
  return [...found.values()];

  function visit(data: Found, depth: number): void {
    if (depth > deepest) return;
    if (data.kind === 'list') for (const item of data.items) visit(item, depth + 1);
    if (data.kind !== 'map') return;
    for (const [key, { value }] of data.entries) {
      const text = value.kind === 'string' ? stringValue(value) : undefined;
      const empty = text?.kind === 'known' && text.value === '';
      if (key === 'serviceAccountName' && text) {
        if (!empty) add('runs-as', nameOf('ServiceAccount', text, resource));
      } else if (!acts) visit(value, depth + 1);
      else if (key === 'serviceAccountRef' && value.kind === 'map') add('runs-as', referred(resource, 'ServiceAccount', value));
      else if (/secretRef$/i.test(key) && value.kind === 'map' && value.entries.has('name'))
        add('reads-secret', referred(resource, 'Secret', value));
      else if (text?.kind === 'known' && /^role(?:_?arn)?$/i.test(key) && /^arn:[\w-]+:iam::[^:]*:role\//.test(text.value))
        add('runs-as', known(`aws:${text.value}`, text.at, text.via));
      else if (text?.kind === 'known' && !empty && Object.hasOwn(cloudFields, key))
        add('runs-as', known(cloudFields[key]!(text.value), text.at, text.via));
      else visit(value, depth + 1);
    }
  }
}
