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
  for_each = { left = "10.1.0.0/24", right = "10.2.0.0/24" }

  cidr = each.value
  peer = each.key == "left" ? "10.2.0.0/24" : "10.1.0.0/24"
}

resource "aws_vpc_peering_connection" "this" {
  vpc_id      = module.network["left"].vpc_id
  peer_vpc_id = module.network["right"].vpc_id
  auto_accept = true
}

resource "aws_route" "peer" {
  for_each = module.network

  route_table_id            = each.value.route_table_id
  destination_cidr_block    = each.value.peer
  vpc_peering_connection_id = aws_vpc_peering_connection.this.id
}
