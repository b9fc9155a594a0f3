import type { Fact, Identity } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../src/kubernetes/index.ts';
import { shown } from './facts.ts';
import { workspace } from './workspace.ts';

const lint = (text: string, uri = 'k8s/app.yaml') => workspace(kubernetes, { [uri]: text });
const of = <K extends Fact['kind']>(facts: Fact[], kind: K) => facts.filter(fact => fact.kind === kind) as Extract<Fact, { kind: K }>[];

describe('a fix', () => {
  const setLabel = async (text: string, value: string, uri?: string) => {
    const { facts, part, document, after } = await lint(text, uri);
    const fact = of(facts, 'identity')[0] as Identity;
    const at = uri ?? 'k8s/app.yaml';
    return after(at, kubernetes.edit!({ do: 'setLabel', fact, label: 'owner', value }, document(at), part(at)));
  };

  it('puts a label beside the others', async () => {
    const text = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n  labels:\n    app: web\n';
    expect(await setLabel(text, 'payments')).toBe(text.replace('    app: web', '    owner: payments\n    app: web'));
  });

  it('makes the labels where there are none', async () => {
    const text = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web # the shop\n';
    expect(await setLabel(text, 'payments')).toBe(`${text.trimEnd()}\n  labels:\n    owner: payments\n`);
  });

  it('annotates with what no label may hold', async () => {
    const text = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n';
    expect(await setLabel(text, '@acme/payments')).toBe(`${text}  annotations:\n    owner: "@acme/payments"\n`);
  });

  it('writes JSON in JSON', async () => {
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { labels: { app: 'web' }, name: 'web' } }, null, 2);
    expect(JSON.parse((await setLabel(text, 'payments', 'k8s/sa.json'))!).metadata.labels).toEqual({ owner: 'payments', app: 'web' });
    const bare = JSON.stringify({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web' } });
    expect(JSON.parse((await setLabel(bare, 'payments', 'k8s/sa.json'))!).metadata).toEqual({ labels: { owner: 'payments' }, name: 'web' });
  });

  it('takes an item out of its list, whichever way it is written', async () => {
    const remove = async (text: string, verb: string) => {
      const { facts, part, document, after } = await lint(text);
      const at = of(facts, 'grant')[0]!.actions.items.find(item => shown(item) === verb)!.at;
      return after('k8s/app.yaml', kubernetes.edit!({ do: 'remove', at }, document('k8s/app.yaml'), part('k8s/app.yaml')));
    };
    const head = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules:\n  - resources: [pods]\n';
    expect(await remove(`${head}    verbs: [get, "*", list]\n`, '*')).toBe(`${head}    verbs: [get, list]\n`);
    expect(await remove(`${head}    verbs: [get, "*"]\n`, '*')).toBe(`${head}    verbs: [get]\n`);
    expect(await remove(`${head}    verbs:\n      - get\n      - "*" # all\n`, '*')).toBe(`${head}    verbs:\n      - get\n`);
    expect(await remove(`${head}    verbs: ["*"]\n`, '*')).toBeUndefined();
  });

  it('puts a value in the place of another', async () => {
    const text =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules:\n  - resources: [secrets]\n    resourceNames: [tls]\n    verbs: ["*"]\n';
    const { facts, part, document, after } = await lint(text);
    const at = of(facts, 'grant').at(-1)!.actions.items[0]!.at;
    const edits = kubernetes.edit!({ do: 'replace', at, with: 'get' }, document('k8s/app.yaml'), part('k8s/app.yaml'));
    expect(after('k8s/app.yaml', edits)).toBe(text.replace('verbs: ["*"]', 'verbs: ["get"]'));
  });
});
