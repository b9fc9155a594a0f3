resource "kubernetes_manifest" "builder" {
  manifest = {
    apiVersion = "rbac.authorization.k8s.io/v1"
    kind       = "ClusterRoleBinding"
    metadata   = { name = "builder" }
    roleRef    = { apiGroup = "rbac.authorization.k8s.io", kind = "ClusterRole", name = "cluster-admin" }
#                                                                                        ^^^^^^^^^^^^^ error[administrator-access]: service account "shop/builder" gets everything in the cluster
    subjects   = [{ kind = "ServiceAccount", name = "builder", namespace = "shop" }]
  }
}

resource "kubectl_manifest" "reader" {
  yaml_body = yamlencode({
    apiVersion = "rbac.authorization.k8s.io/v1"
    kind       = "ClusterRoleBinding"
    metadata   = { name = "reader" }
    roleRef    = { apiGroup = "rbac.authorization.k8s.io", kind = "ClusterRole", name = "view" }
    subjects   = [{ kind = "ServiceAccount", name = "reader", namespace = "shop" }]
  })
}

resource "aws_eks_access_policy_association" "ops" {
  cluster_name  = "shop"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[administrator-access]: role "ops" gets everything in the cluster
  principal_arn = "arn:aws:iam::123456789012:role/ops"
  access_scope { type = "cluster" }
}
