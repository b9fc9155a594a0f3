resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
  acl    = "public-read"
#           ^^^^^^^^^^^ error[public-access]: anyone can read every object of "acme-site"
}

resource "aws_s3_bucket" "private" {
#                        ^^^^^^^^^ note[public-access]: nothing public is blocked for "acme-private"
  bucket = "acme-private"
  acl    = "private"
}

resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  acl    = "public-read-write"
#           ^^^^^^^^^^^^^^^^^ error[public-access]: anyone can read and write every object of "acme-site"
}

resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  block_public_acls       = false
#                           ^^^^^ warning[public-access]: public ACLs may be set on "site"
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "site" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.site.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
#                     ^ error[public-access]: anyone can read every object of arn:aws:s3:::acme-site/*
    }
  }
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.site.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-acme"]
    }
  }
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = data.aws_iam_policy_document.site.json
}

resource "google_storage_bucket_iam_member" "everybody" {
  bucket = "acme-site"
  role   = "roles/storage.objectViewer"
  member = "allUsers"
#           ^^^^^^^^ error[public-access]: anyone gets the role storage.objectViewer
}

resource "google_cloud_run_service_iam_binding" "signed_in" {
  service = "shop"
  role    = "roles/run.invoker"
  members = ["allAuthenticatedUsers"]
#             ^^^^^^^^^^^^^^^^^^^^^ error[public-access]: anyone with a Google account gets the role run.invoker
}

resource "azurerm_storage_container" "site" {
  name                  = "site"
  storage_account_name  = "acme"
  container_access_type = "blob"
#                          ^^^^ error[public-access]: anyone can read every blob of "site"
}

resource "azurerm_storage_container" "private" {
  name                  = "private"
  storage_account_name  = "acme"
  container_access_type = "private"
}
