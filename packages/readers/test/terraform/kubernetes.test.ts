import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('the Kubernetes provider makes the facts that manifests make', async () => {
  expect(
    await lines(`
resource "kubernetes_service_account" "builder" {
  metadata {
    name      = "builder"
    namespace = "shop"
    labels    = { owner = "team-shop" }
  }
  automount_service_account_token = false
}
resource "kubernetes_cluster_role_v1" "all" {
  metadata { name = "all" }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role_binding" "all" {
  metadata { name = "all" }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = kubernetes_cluster_role_v1.all.metadata[0].name
  }
  subject {
    kind      = "ServiceAccount"
    name      = kubernetes_service_account.builder.metadata[0].name
    namespace = "shop"
  }
  subject {
    kind = "Group"
    name = "system:unauthenticated"
  }
}
resource "kubernetes_role_binding" "edit" {
  metadata {
    name      = "edit"
    namespace = "shop"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "edit"
  }
  subject {
    kind = "ServiceAccount"
    name = "builder"
  }
}
resource "kubernetes_secret" "token" {
  metadata {
    name        = "token"
    namespace   = "shop"
    annotations = { "kubernetes.io/service-account.name" = "builder" }
  }
  type = "kubernetes.io/service-account-token"
}
`),
  ).toEqual([
    'service-account builder (machine)',
    'policy all identity',
    'allow * on *',
    'binding terraform:#kubernetes_cluster_role_v1.all -> terraform:#kubernetes_service_account.builder system:unauthenticated',
    'binding kubernetes:ClusterRole/edit -> terraform:#kubernetes_service_account.builder',
    'token of terraform:#kubernetes_service_account.builder',
  ]);
});
