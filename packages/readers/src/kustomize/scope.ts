/** Kinds of the platform itself that stand in no namespace, by their API group. */
const clusterWide: Record<string, string> = {
  '': 'ComponentStatus Namespace Node PersistentVolume',
  'admissionregistration.k8s.io':
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
  'apiextensions.k8s.io': 'CustomResourceDefinition',
  'apiregistration.k8s.io': 'APIService',
  'authentication.k8s.io': 'TokenReview SelfSubjectReview',
  'authorization.k8s.io': 'SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'certificates.k8s.io': 'CertificateSigningRequest ClusterTrustBundle',
  'flowcontrol.apiserver.k8s.io': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io': 'IngressClass',
  'node.k8s.io': 'RuntimeClass',
  policy: 'PodSecurityPolicy',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding',
  'scheduling.k8s.io': 'PriorityClass',
  'storage.k8s.io': 'CSIDriver CSINode StorageClass VolumeAttachment',
};
const known = new Map(Object.entries(clusterWide).map(([group, kinds]) => [group, new Set(kinds.split(' '))]));

/** Kinds that nobody has described count as standing in a namespace. */
export const standsInNoNamespace = (group: string, kind: string): boolean => known.get(group)?.has(kind) ?? false;

/** Whether a kind is the platform's own: only of these it is known by which key their lists are merged. */
export const isBuiltin = (group: string): boolean =>
  group === '' ||
  !group.includes('.') ||
  (group.endsWith('.k8s.io') && !group.endsWith('.x-k8s.io') && !/gateway|metrics|snapshot/.test(group));
