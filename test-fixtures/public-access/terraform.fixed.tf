resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
  acl    = "private"
}

resource "aws_s3_bucket" "private" {
  bucket = "acme-private"
  acl    = "private"
}

resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  acl    = "private"
}

resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  block_public_acls       = true
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
}

resource "google_cloud_run_service_iam_binding" "signed_in" {
  service = "shop"
  role    = "roles/run.invoker"
  members = ["allAuthenticatedUsers"]
}

resource "azurerm_storage_container" "site" {
  name                  = "site"
  storage_account_name  = "acme"
  container_access_type = "blob"
}

resource "azurerm_storage_container" "private" {
  name                  = "private"
  storage_account_name  = "acme"
  container_access_type = "private"
}
