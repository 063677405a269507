terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "name" {
  type = string
}

variable "cidr" {
  type = string
}

variable "port" {
  type = number
}

variable "service_name" {
  type = string
}

variable "zones" {
  description = "By their IDs: accounts do not agree on names."
  type        = list(string)
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each = toset(var.zones)

  vpc_id               = aws_vpc.this.id
  availability_zone_id = each.value
  cidr_block           = cidrsubnet(var.cidr, 4, index(var.zones, each.value))
}

resource "aws_security_group" "app" {
  name   = "${var.name}-app"
  vpc_id = aws_vpc.this.id
}

resource "aws_security_group" "endpoint" {
  name   = "${var.name}-endpoint"
  vpc_id = aws_vpc.this.id
}

resource "aws_vpc_security_group_egress_rule" "app" {
  security_group_id            = aws_security_group.app.id
  referenced_security_group_id = aws_security_group.endpoint.id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_ingress_rule" "endpoint" {
  security_group_id            = aws_security_group.endpoint.id
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

data "aws_ami" "this" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["amzn2-ami-hvm-2.0.*-x86_64-gp2"]
  }
}

resource "aws_instance" "app" {
  ami                    = data.aws_ami.this.id
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.this[var.zones[0]].id
  vpc_security_group_ids = [aws_security_group.app.id]
}

resource "aws_vpc_endpoint" "service" {
  vpc_id             = aws_vpc.this.id
  service_name       = var.service_name
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [for subnet in aws_subnet.this : subnet.id]
  security_group_ids = [aws_security_group.endpoint.id]
}

resource "aws_route53_zone" "this" {
  name = "ledger.internal"

  vpc {
    vpc_id = aws_vpc.this.id
  }
}

resource "aws_route53_record" "this" {
  zone_id = aws_route53_zone.this.zone_id
  name    = "api.ledger.internal"
  type    = "CNAME"
  ttl     = 60
  records = [aws_vpc_endpoint.service.dns_entry[0]["dns_name"]]
}

output "endpoint_id" {
  value = aws_vpc_endpoint.service.id
}
