resource "vault_kubernetes_auth_backend_role" "everybody" {
  role_name                        = "everybody"
  bound_service_account_names      = ["*"]
  bound_service_account_namespaces = ["*"]
#                                      ^ error[workload-identity-too-wide]: any pod of the cluster can become role "everybody"
  token_policies                   = ["shop"]
}

resource "vault_kubernetes_auth_backend_role" "namespace" {
  role_name                        = "namespace"
  bound_service_account_names      = ["*"]
#                                      ^ warning[workload-identity-too-wide]: any service account in namespace shop can become role "namespace"
  bound_service_account_namespaces = ["shop"]
  token_policies                   = ["shop"]
}

resource "vault_kubernetes_auth_backend_role" "one" {
  role_name                        = "one"
  bound_service_account_names      = ["api", "worker"]
  bound_service_account_namespaces = ["shop"]
  token_policies                   = ["shop"]
}
