terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

locals {
  # Development and production must not meet; both use what is shared, and go out through the egress VPC.
  spokes = {
    development = "10.1.0.0/16"
    production  = "10.2.0.0/16"
    shared      = "10.3.0.0/16"
  }
  workloads = toset(["development", "production"])
}

resource "aws_ec2_transit_gateway" "this" {
  description                     = "All VPCs of the company"
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}

resource "aws_ec2_transit_gateway_route_table" "this" {
  for_each = toset(concat(keys(local.spokes), ["egress"]))

  transit_gateway_id = aws_ec2_transit_gateway.this.id

  tags = { Name = each.key }
}

module "spoke" {
  source   = "./modules/spoke"
  for_each = local.spokes

  name               = each.key
  cidr               = each.value
  zones              = ["eu-central-1a", "eu-central-1b"]
  transit_gateway_id = aws_ec2_transit_gateway.this.id
  route_table_id     = aws_ec2_transit_gateway_route_table.this[each.key].id
  admitted           = each.key == "shared" ? values(local.spokes) : []
  ami                = data.aws_ssm_parameter.ami.value
}

data "aws_ssm_parameter" "ami" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# Workloads see what is shared, and what is shared sees all of them.
resource "aws_ec2_transit_gateway_route_table_propagation" "shared" {
  for_each = local.workloads

  transit_gateway_attachment_id  = module.spoke["shared"].attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.key].id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "workloads" {
  for_each = local.workloads

  transit_gateway_attachment_id  = module.spoke[each.key].attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this["shared"].id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "egress" {
  for_each = local.spokes

  transit_gateway_attachment_id  = module.spoke[each.key].attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this["egress"].id
}

resource "aws_ec2_transit_gateway_route" "internet" {
  for_each = local.spokes

  destination_cidr_block         = "0.0.0.0/0"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.egress.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.key].id
}

resource "aws_ec2_transit_gateway_route" "blackhole" {
  for_each = local.workloads

  destination_cidr_block         = "10.0.0.0/8"
  blackhole                      = true
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this[each.key].id
}
