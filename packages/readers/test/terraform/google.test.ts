import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('service accounts, who may do what as them, and who may become them', async () => {
  expect(
    await lines(`
variable "project" { default = "acme-prod" }
resource "google_service_account" "ci" {
  account_id = "ci"
  project    = var.project
}
resource "google_service_account_key" "ci" { service_account_id = google_service_account.ci.name }
resource "google_project_iam_member" "owner" {
  project = var.project
  role    = "roles/owner"
  member  = "serviceAccount:\${google_service_account.ci.email}"
}
resource "google_project_iam_member" "by_mail" {
  project = var.project
  role    = "roles/editor"
  member  = "serviceAccount:ci@acme-prod.iam.gserviceaccount.com"
}
resource "google_storage_bucket_iam_binding" "site" {
  bucket  = google_storage_bucket.site.name
  role    = "roles/storage.objectViewer"
  members = ["allUsers", "group:web@acme.example", google_service_account.ci.member]
  condition {
    title      = "for a while"
    expression = "request.time < timestamp(\\"2027-01-01T00:00:00Z\\")"
  }
}
resource "google_storage_bucket" "site" {
  name                     = "site"
  public_access_prevention = "enforced"
}
data "google_iam_policy" "admin" {
  binding {
    role    = "roles/resourcemanager.organizationAdmin"
    members = ["user:ana@acme.example", "domain:acme.example"]
  }
}
resource "google_organization_iam_policy" "org" {
  org_id      = "123"
  policy_data = data.google_iam_policy.admin.policy_data
}
resource "google_project_iam_custom_role" "ops" {
  role_id     = "ops"
  project     = var.project
  permissions = ["compute.instances.start", "iam.serviceAccounts.*"]
}
resource "google_folder_iam_member" "ops" {
  folder = "folders/1"
  role   = google_project_iam_custom_role.ops.id
  member = "user:ana@acme.example"
}
resource "google_iam_workload_identity_pool_provider" "github" {
  workload_identity_pool_provider_id = "github"
  attribute_condition                = "assertion.repository_owner == \\"acme\\""
  oidc { issuer_uri = "https://token.actions.githubusercontent.com" }
}
resource "google_service_account_iam_member" "github" {
  service_account_id = google_service_account.ci.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/\${google_iam_workload_identity_pool.github.name}/attribute.repository/acme/shop"
}
resource "google_service_account_iam_member" "gke" {
  service_account_id = google_service_account.ci.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:\${var.project}.svc.id.goog[shop/builder]"
}
resource "google_iam_workload_identity_pool" "github" { workload_identity_pool_id = "github" }
`),
  ).toEqual([
    'service-account ci (machine)',
    'service-account-key of terraform:#google_service_account.ci',
    'binding gcp:roles/owner -> terraform:#google_service_account.ci',
    'binding gcp:roles/editor -> terraform:#google_service_account.ci',
    'binding gcp:roles/storage.objectViewer -> allUsers gcp:group/web@acme.example terraform:#google_service_account.ci',
    'bucket site publicAccess=enforced',
    'binding gcp:roles/resourcemanager.organizationAdmin -> gcp:user/ana@acme.example domain:acme.example',
    'policy ops identity',
    'allow compute.instances.start iam.serviceAccounts.*',
    'binding terraform:#google_project_iam_custom_role.ops -> gcp:user/ana@acme.example',
    'oidc-provider github url=https://token.actions.githubusercontent.com clients=- condition=assertion.repository_owner == "acme"',
    'binding gcp:roles/iam.workloadIdentityUser -> ?principalSet://iam.googleapis.com/…/attribute.repository/acme/shop',
    'trust allow terraform:#google_service_account.ci <- federated:?principalSet://iam.googleapis.com/…/attribute.repository/acme/shop if equals attribute.repository acme/shop',
    'binding gcp:roles/iam.workloadIdentityUser -> kubernetes:ServiceAccount/shop/builder',
    'trust allow terraform:#google_service_account.ci <- identity:serviceAccount:acme-prod.svc.id.goog[shop/builder]',
  ]);
});
