terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

module "network" {
  source   = "./modules/network"
  for_each = { main = "10.1.0.0/24" }

  cidr = each.value
}
