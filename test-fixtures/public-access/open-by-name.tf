# One block that is open in all four ways is one fault.
resource "aws_s3_bucket_public_access_block" "downloads" {
  bucket                  = "acme-downloads"
  block_public_acls       = false
#                           ^^^^^~ warning[public-access]: public ACLs and policies are let through for "downloads"
  block_public_policy     = false
  ignore_public_acls      = false
  restrict_public_buckets = false
}

# Everyone, for everything: one fault as well.
resource "aws_opensearch_domain_policy" "logs" {
  domain_name = "logs"

  access_policies = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
#                  ^ error[public-access]: anyone can use es:* on arn:aws:es:eu-west-1:111122223333:domain/logs/*
      Action    = "es:*"
      Resource  = "arn:aws:es:eu-west-1:111122223333:domain/logs/*"
    }]
  })
}

# Whoever belongs to the organisation: not public, but everything.
resource "aws_s3_bucket_policy" "assets" {
  bucket = "acme-assets"

  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "arn:aws:s3:::acme-assets/*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-acme123456" } }
    }]
  })
}
