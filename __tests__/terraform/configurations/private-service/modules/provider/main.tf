variable "name" {
  type = string
}

variable "cidr" {
  type = string
}

variable "port" {
  type = number
}

variable "allowed" {
  type = list(string)
}

variable "zones" {
  description = "By their IDs: accounts do not agree on names."
  type        = list(string)
}

variable "instance_type" {
  type = string
}

resource "aws_vpc" "this" {
  cidr_block = var.cidr
}

resource "aws_subnet" "this" {
  count = length(var.zones)

  vpc_id               = aws_vpc.this.id
  availability_zone_id = var.zones[count.index]
  cidr_block           = cidrsubnet(var.cidr, 4, count.index)
}

data "aws_ami" "this" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["amzn2-ami-hvm-2.0.*-x86_64-gp2"]
  }
}

resource "aws_instance" "this" {
  count = length(aws_subnet.this)

  ami                    = data.aws_ami.this.id
  instance_type          = var.instance_type
  subnet_id              = aws_subnet.this[count.index].id
  vpc_security_group_ids = [aws_security_group.instances.id]
}

resource "aws_security_group" "instances" {
  name   = "${var.name}-instances"
  vpc_id = aws_vpc.this.id

  ingress {
    from_port       = var.port
    to_port         = var.port
    protocol        = "tcp"
    security_groups = [aws_security_group.load_balancer.id]
  }
}

resource "aws_security_group" "load_balancer" {
  name   = "${var.name}-load-balancer"
  vpc_id = aws_vpc.this.id
}

resource "aws_security_group_rule" "out" {
  type              = "egress"
  from_port         = var.port
  to_port           = var.port
  protocol          = "tcp"
  cidr_blocks       = aws_subnet.this[*].cidr_block
  security_group_id = aws_security_group.load_balancer.id
}

resource "aws_lb" "this" {
  name                                                         = var.name
  internal                                                     = true
  load_balancer_type                                           = "network"
  subnets                                                      = aws_subnet.this[*].id
  security_groups                                              = [aws_security_group.load_balancer.id]
  enforce_security_group_inbound_rules_on_private_link_traffic = "off"
}

resource "aws_lb_target_group" "this" {
  name     = var.name
  port     = var.port
  protocol = "TCP"
  vpc_id   = aws_vpc.this.id
}

resource "aws_lb_target_group_attachment" "this" {
  for_each = { for index, instance in aws_instance.this : index => instance }

  target_group_arn = aws_lb_target_group.this.arn
  target_id        = each.value.id
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  port              = var.port
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}

resource "aws_vpc_endpoint_service" "this" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.this.arn]
}

resource "aws_vpc_endpoint_service_allowed_principal" "this" {
  for_each = toset(var.allowed)

  vpc_endpoint_service_id = aws_vpc_endpoint_service.this.id
  principal_arn           = each.value
}

output "service_name" {
  value      = aws_vpc_endpoint_service.this.service_name
  depends_on = [aws_vpc_endpoint_service_allowed_principal.this]
}

output "service_id" {
  value = aws_vpc_endpoint_service.this.id
}
