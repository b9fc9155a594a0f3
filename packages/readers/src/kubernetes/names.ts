import type { Name } from '@idlint/model';

/** Kinds that stand in no namespace; users and groups are known to the cluster by name only. */
const clusterWide = new Set(['ClusterRole', 'ClusterRoleBinding', 'User', 'Group']);

/**
 * The Name of an object. An object without a namespace has the empty one: which namespace it is put into is said when it is applied,
 * and nobody can know that it is `default`.
 */
export const kubernetesName = (kind: string, namespace: string, name: string): Name =>
  clusterWide.has(kind) ? `kubernetes:${kind}/${name}` : `kubernetes:${kind}/${namespace}/${name}`;

export const groupOfAccounts = (namespace?: string): string =>
  namespace === undefined ? 'system:serviceaccounts' : `system:serviceaccounts:${namespace}`;

interface Id {
  namespace: string;
  name: string;
}

/**
 * Names among manifests that are applied together. One workspace holds many applications and environments, whose objects are often called
 * the same: so an object bears, beside its plain Name, one of its own folder (`…@k8s/prod`), and what speaks of it from there means that
 * one. Without a namespace it can be meant from nowhere but there and the folders beside.
 */
export class Names {
  readonly #own: string;
  readonly #beside: string | undefined;
  readonly #declared = new Set<Name>();
  readonly #movable = new Map<string, string>();

  /** @param own the folder, or the chart; @param beside what holds it and its siblings, where they belong together */
  constructor(own: string, beside?: string) {
    this.#own = own;
    this.#beside = beside;
  }

  /** @param movable its namespace is decided where it is applied */
  declare(kind: string, { namespace, name }: Id, movable = false): void {
    this.#declared.add(kubernetesName(kind, namespace, name));
    if (movable) this.#movable.set(`${kind}/${name}`, namespace);
  }

  isDeclared = (kind: string, { namespace, name }: Id): boolean => this.#declared.has(kubernetesName(kind, namespace, name));

  /** All that an object is called, its closest Name first. */
  of(kind: string, { namespace, name }: Id): Name[] {
    const plain = kubernetesName(kind, namespace, name);
    const homeless = namespace === '' && !clusterWide.has(kind);
    return [`${plain}@${this.#own}`, ...(homeless && this.#beside !== undefined ? [`${plain}@${this.#beside}/*`] : []), plain];
  }

  /** What is meant by a name that stands here. An object that is put into a namespace when it is applied is put where others say it is. */
  to(kind: string, namespace: string, name: string): Name {
    const plain = kubernetesName(kind, namespace, name);
    if (isClustersOwn(kind, name)) return plain;
    if (this.#declared.has(plain)) return `${plain}@${this.#own}`;
    const moved = this.#movable.get(`${kind}/${name}`);
    if (moved !== undefined) return `${kubernetesName(kind, moved, name)}@${this.#own}`;
    if (namespace !== '' || clusterWide.has(kind)) return plain;
    return this.#beside === undefined ? `${plain}@${this.#own}` : `${plain}@${this.#beside}/*`;
  }
}

const isClustersOwn = (kind: string, name: string): boolean =>
  kind === 'ClusterRole' && (/^(?:cluster-admin|admin|edit|view)$/.test(name) || name.startsWith('system:'));
