terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = [var.provider_account]

  assume_role {
    role_arn = "arn:aws:iam::${var.provider_account}:role/deploy"
  }
}

provider "aws" {
  alias               = "consumers"
  region              = "us-east-1"
  allowed_account_ids = [var.consumer_account]

  assume_role {
    role_arn = "arn:aws:iam::${var.consumer_account}:role/deploy"
  }
}

variable "provider_account" {
  type    = string
  default = "222222222222"
}

variable "consumer_account" {
  type    = string
  default = "111111111111"
}

variable "consumers" {
  description = "VPCs that ask the service; their blocks may be the same."
  type        = map(object({ cidr = string }))
  default = {
    billing   = { cidr = "10.0.0.0/16" }
    warehouse = { cidr = "10.0.0.0/16" }
  }
}

module "provider" {
  source = "./modules/provider"

  name          = "ledger"
  cidr          = "10.0.0.0/16"
  port          = 8443
  allowed       = ["arn:aws:iam::${var.consumer_account}:root"]
  zones         = ["use1-az1", "use1-az2"]
  instance_type = "t3.small"
}

module "consumer" {
  source    = "./modules/consumer"
  for_each  = var.consumers
  providers = { aws = aws.consumers }

  name         = each.key
  cidr         = each.value.cidr
  port         = 8443
  service_name = module.provider.service_name
  zones        = ["use1-az1", "use1-az2"]
}

resource "aws_vpc_endpoint_connection_accepter" "consumer" {
  for_each = module.consumer

  vpc_endpoint_service_id = module.provider.service_id
  vpc_endpoint_id         = each.value.endpoint_id
}
