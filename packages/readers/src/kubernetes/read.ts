import type { Data } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { yamlDocuments } from '@idlint/evaluate/yaml';
import type { Part, Segment, SourceDocument } from '@idlint/model';
import { splitDocuments } from '@idlint/syntax/yaml';
import { isKustomizationName } from '../kustomize/paths.ts';
import { faultsOf } from '../part.ts';
import { templateDocuments } from './template/index.ts';
import type { Span } from './template/mask.ts';

export interface KubernetesPart extends Part {
  documents: KubernetesDocument[];
}

export interface KubernetesDocument {
  segment: Segment;
  data: Data;
  /** It is written as a template, which is read but not rendered: what it lacks may be there, what it has may not be. */
  template: boolean;
  conditional: Span[];
  /** It was put together: what it lacks is nowhere else. */
  complete?: true;
  /** Why not all of a template could be read. */
  unread?: { start: number; end: number };
}

/** Manifests, a template of them, or a kustomization. */
export function read({ uri, text }: SourceDocument): KubernetesPart {
  const part: KubernetesPart = { segments: { '': 0 }, faults: [], documents: [] };
  if (uri.endsWith('.json')) {
    if (!worth(text)) return part;
    const { data, faults } = jsonData(uri, text);
    part.documents.push({ segment: '', data, template: false, conditional: [] });
    for (const fault of faultsOf(faults)) part.faults.push(fault);
  } else {
    // Patches are read when a kustomization asks for them: their places count from here as well.
    const parts = splitDocuments(text);
    if (parts.length > 1) for (const [index, { start }] of parts.entries()) part.segments[index] = start;
    if (text.includes('{{')) return templatePart(part, () => templateDocuments(uri, text, worth));
    for (const { segment, offset, data, faults } of yamlDocuments(uri, text, isKustomizationName(uri) ? {} : { worth })) {
      part.segments[segment] = offset;
      part.documents.push({ segment, data, template: false, conditional: [] });
      for (const fault of faultsOf(faults)) part.faults.push(fault);
    }
  }
  return part;
}

/** Most templates are of a chart, which is rendered: only what has none is read as it is written. */
function templatePart(part: KubernetesPart, read: () => ReturnType<typeof templateDocuments>): KubernetesPart {
  let documents: KubernetesDocument[] | undefined;
  return {
    ...part,
    get documents() {
      documents ??= read().map(({ segment, data, faults, conditional }) => {
        const unread = faults[0] ? { unread: { start: faults[0].at.start, end: faults[0].at.end } } : {};
        return { segment, data, template: true, conditional, ...unread };
      });
      return documents;
    },
  };
}

/**
 * Whether the text of a document names a kind that facts are made of, itself or in a list, or a group of such kinds; a template that
 * chooses a role; or, in a kind of an operator's own, an account.
 */
export const worth = (raw: string): boolean =>
  namesKind.test(raw) ||
  namesGroup.test(raw) ||
  /^kind:[ \t]*\{\{[^\n]*Role/m.test(raw) ||
  /\bserviceAccountName["']?[ \t]*:[ \t]*["'\w{]/.test(raw);

const kinds =
  '(?:Cluster)?Role(?:Binding)?|ServiceAccount|Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Secret';
const namesKind = new RegExp(`(?:^|[\\s{,-])["']?kind["']?[ \\t]*:[ \\t]*["']?(?:${kinds})(?:List)?\\b`, 'm');

const namesGroup =
  /(?:^|[\s{,-])["']?apiVersion["']?[ \t]*:[ \t]*["']?(?:(?:iam|eks)\.[\w.]*aws[\w.]*|(?:iam|core)\.cnrm\.cloud\.google\.com|aadpodidentity\.k8s\.io|security\.istio\.io|spire\.spiffe\.io|external-secrets\.io|[\w.]*\.fluxcd\.io|cert-manager\.io|apiextensions\.crossplane\.io|[\w.]*\.(?:upbound|crossplane)\.io)\/|\bAppProject\b|\bname["']?:[ \t]*["']?aws-auth\b/m;
