include "root" { path = find_in_parent_folders("root.hcl") }

terraform { source = "../../../modules/role" }

inputs = { actions = ["s3:*"] }
#                      ^^^^ warning[wildcard-action]: whoever gets policy "site" may do everything in s3 on arn:aws:s3:::site/*
