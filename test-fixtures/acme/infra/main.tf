terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "database_password" {
  type      = string
  sensitive = true
}

locals {
  tags = { Environment = "production" }
}

resource "aws_db_instance" "shop" {
  identifier                          = "shop"
  engine                              = "postgres"
  instance_class                      = "db.t4g.small"
  allocated_storage                   = 20
  username                            = "shop"
  password                            = var.database_password
  iam_database_authentication_enabled = true
  storage_encrypted                   = true
}
