terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = var.region
}

module "network" {
  source = "./modules/network"

  name               = "shop"
  cidr               = "10.20.0.0/16"
  azs                = slice(data.aws_availability_zones.available.names, 0, 2)
  public_subnets     = ["10.20.0.0/24", "10.20.1.0/24"]
  private_subnets    = ["10.20.10.0/24", "10.20.11.0/24"]
  database_subnets   = ["10.20.20.0/24", "10.20.21.0/24"]
  enable_nat_gateway = true
  single_nat_gateway = true
}

data "aws_availability_zones" "available" {
  state = "available"
}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["amzn2-ami-hvm-2.0.*-x86_64-gp2"]
  }
}

module "service" {
  source   = "./modules/service"
  for_each = var.services

  name       = each.key
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.private_subnets
  ami        = data.aws_ami.linux.id
  port       = each.value.port
  instances  = each.value.instances
}

resource "aws_vpc_security_group_ingress_rule" "customers" {
  for_each = { for name, service in var.services : name => service if service.public }

  security_group_id            = module.service[each.key].security_group_id
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_security_group" "load_balancer" {
  name_prefix = "shop-lb-"
  description = "Customers of the shop"
  vpc_id      = module.network.vpc_id

  dynamic "ingress" {
    for_each = toset([80, 443])

    content {
      description = "Customers"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }

  egress {
    description = "Services"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [module.network.vpc_cidr_block]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb" "shop" {
  name               = "shop"
  load_balancer_type = "application"
  subnets            = module.network.public_subnets
  security_groups    = [aws_security_group.load_balancer.id]
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = module.service["web"].target_group_arn
  }
}

resource "aws_security_group" "database" {
  name   = "shop-database"
  vpc_id = module.network.vpc_id
}

resource "aws_security_group_rule" "database" {
  for_each = { for name, service in var.services : name => service if service.database }

  type                     = "ingress"
  description              = "The service ${each.key}"
  from_port                = 5432
  to_port                  = 5432
  protocol                 = "tcp"
  security_group_id        = aws_security_group.database.id
  source_security_group_id = module.service[each.key].security_group_id
}

resource "aws_instance" "database" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.medium"
  subnet_id              = module.network.database_subnets[0]
  vpc_security_group_ids = [aws_security_group.database.id]
}
