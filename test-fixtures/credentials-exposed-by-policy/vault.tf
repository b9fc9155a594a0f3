resource "vault_policy" "every_secret" {
  name   = "every-secret"
  policy = <<-EOT
    path "secret/data/*" {
#         ^^^^^^^^^^^^^ warning[credentials-exposed-by-policy]: whoever gets policy "every-secret" can read every secret under secret/data
      capabilities = ["read"]
    }
    path "secret/metadata/*" {
      capabilities = ["list"]
    }
    path "secret/data/shop/*" {
      capabilities = ["read"]
    }
  EOT
}
