resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_s3_bucket" "reports" {
  bucket = "acme-reports"
}

module "storefront" {
  source    = "./modules/service-role"
  name      = "storefront"
  actions   = ["sqs:*"]
  resources = [aws_sqs_queue.orders.arn]
}

module "reports" {
  source    = "./modules/service-role"
  name      = "reports"
  actions   = ["s3:GetObject", "s3:PutObject"]
  resources = ["${aws_s3_bucket.reports.arn}/*"]
}

# The partner that prints the reports fetches them from here.
resource "aws_s3_bucket_policy" "reports" {
  bucket = aws_s3_bucket.reports.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Partner"
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.reports.arn}/*"
    }]
  })
}
