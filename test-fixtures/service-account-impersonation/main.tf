resource "google_service_account" "ci" {
  account_id = "ci"
}

resource "google_service_account" "deploy" {
  account_id = "deploy"
}

resource "google_project_iam_member" "tokens" {
  project = "acme-shop"
  role    = "roles/iam.serviceAccountTokenCreator"
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[service-account-impersonation]: service account "ci" can make tokens of every service account of the project
  member  = "serviceAccount:${google_service_account.ci.email}"
}

resource "google_project_iam_binding" "users" {
  project = "acme-shop"
  role    = "roles/iam.serviceAccountUser"
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[service-account-impersonation]: group "developers@acme.example" and 1 more can run code as every service account of the project
  members = ["group:developers@acme.example", "user:ana@acme.example"]
}

# One service account that is meant.
resource "google_service_account_iam_member" "one" {
  service_account_id = google_service_account.deploy.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:${google_service_account.ci.email}"
}

# A whole domain.
resource "google_service_account_iam_member" "domain" {
  service_account_id = google_service_account.deploy.name
  role               = "roles/iam.serviceAccountUser"
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[service-account-impersonation]: all of domain acme.example can run code as this service account
  member             = "domain:acme.example"
}

resource "google_project_iam_member" "logs" {
  project = "acme-shop"
  role    = "roles/logging.logWriter"
  member  = "serviceAccount:${google_service_account.ci.email}"
}
