import { expect, test } from 'vitest';
import { told } from '../facts.ts';
import { lines, of } from './terraform.ts';

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

test('manifests written as objects, made of YAML, and read from files are those of the cluster', async () => {
  const workspace = await of({
    'main.tf': `
resource "kubernetes_manifest" "role" {
  manifest = {
    apiVersion = "rbac.authorization.k8s.io/v1"
    kind       = "ClusterRole"
    metadata   = { name = "reader" }
    rules      = [{ apiGroups = ["*"], resources = ["*"], verbs = ["*"] }]
  }
}
resource "kubernetes_manifest" "binding" {
  manifest = yamldecode(file("\${path.module}/binding.yaml"))
}
resource "kubectl_manifest" "pod" {
  yaml_body = <<-E
    apiVersion: v1
    kind: Pod
    metadata:
      name: web
      namespace: shop
    spec:
      serviceAccountName: builder
      containers: [{ name: web, image: web }]
  E
}
`,
    'binding.yaml': `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: b }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }
subjects: [{ kind: ServiceAccount, name: builder, namespace: shop }]
`,
  });
  expect(workspace.facts.map(told)).toEqual([
    'policy reader identity',
    'allow * on *',
    'binding kubernetes:ClusterRole/reader@ -> kubernetes:ServiceAccount/shop/builder',
    'workload web (machine)',
    'use',
  ]);
  const use = workspace.facts.find(fact => fact.kind === 'use');
  expect(workspace.facts.flatMap(fact => (fact.kind === 'grant' ? fact.actions.items.map(({ at }) => workspace.textAt(at)) : []))).toEqual([
    '*',
  ]);
  expect(use?.kind === 'use' && use.used).toMatchObject({ kind: 'known', value: 'kubernetes:ServiceAccount/shop/builder' });
  expect(new Set(workspace.facts.map(({ key }) => key)).size).toBe(workspace.facts.length);
});

test('workloads run as accounts and read secrets; accounts and releases act as identities of a cloud', async () => {
  const uses = (
    await of(`
resource "kubernetes_service_account_v1" "sa" {
  metadata {
    name        = "sa"
    namespace   = "shop"
    annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.r.arn }
  }
}
resource "kubernetes_deployment_v1" "d" {
  metadata {
    name      = "d"
    namespace = "shop"
  }
  spec {
    template {
      spec {
        service_account_name = kubernetes_service_account_v1.sa.metadata[0].name
        container {
          name = "c"
          env {
            name = "PASSWORD"
            value_from {
              secret_key_ref {
                name = "db"
                key  = "password"
              }
            }
          }
        }
      }
    }
  }
}
resource "kubernetes_cron_job_v1" "j" {
  metadata { name = "j" }
  spec {
    job_template {
      spec {
        template {
          spec {
            container { name = "c" }
          }
        }
      }
    }
  }
}
resource "aws_iam_role" "r" { assume_role_policy = "" }
resource "helm_release" "autoscaler" {
  name  = "autoscaler"
  chart = "cluster-autoscaler"
  set {
    name  = "rbac.serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn"
    value = aws_iam_role.r.arn
  }
  values = [yamlencode({ a = [{ annotations = { "iam.gke.io/gcp-service-account" = "x@y.iam.gserviceaccount.com" } }] })]
}
resource "helm_release" "plain" { name = "plain" }
`)
  ).facts.flatMap(fact =>
    fact.kind === 'use' ? [`${fact.user.split('#')[1]} ${fact.how} ${fact.used.kind === 'known' ? fact.used.value : fact.fallback}`] : [],
  );
  expect(uses).toEqual([
    'kubernetes_service_account_v1.sa runs-as terraform:#aws_iam_role.r',
    'kubernetes_deployment_v1.d runs-as terraform:#kubernetes_service_account_v1.sa',
    'kubernetes_deployment_v1.d reads-secret kubernetes:Secret/shop/db',
    'kubernetes_cron_job_v1.j runs-as kubernetes:ServiceAccount/default/default',
    'helm_release.autoscaler runs-as terraform:#aws_iam_role.r',
    'helm_release.autoscaler runs-as gcp:serviceAccount/x@y.iam.gserviceaccount.com',
  ]);
});
