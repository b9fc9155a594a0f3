# Nobody is left with the role.
resource "google_project_iam_binding" "editors" {
  project = "acme-shop"
  role    = "roles/editor"
  members = []
}

resource "google_project_iam_binding" "owners" {
  project = "acme-shop"
  role    = "roles/owner"
#            ^^^^^^^^^^^ error[administrator-access]: group "platform@acme.example" gets everything, rights included
  members = ["group:platform@acme.example"]
}
