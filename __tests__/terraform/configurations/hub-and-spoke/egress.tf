resource "aws_vpc" "egress" {
  cidr_block = "10.255.0.0/24"
}

resource "aws_internet_gateway" "egress" {
  vpc_id = aws_vpc.egress.id
}

locals {
  egress_zones = { "eu-central-1a" = 0, "eu-central-1b" = 1 }
}

resource "aws_subnet" "public" {
  for_each = local.egress_zones

  vpc_id            = aws_vpc.egress.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.egress.cidr_block, 4, each.value)
}

resource "aws_subnet" "attachment" {
  for_each = local.egress_zones

  vpc_id            = aws_vpc.egress.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.egress.cidr_block, 4, each.value + 8)
}

resource "aws_eip" "egress" {
  for_each = local.egress_zones
}

resource "aws_nat_gateway" "egress" {
  for_each = aws_subnet.public

  allocation_id = aws_eip.egress[each.key].id
  subnet_id     = each.value.id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.egress.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.egress.id
  }

  route {
    cidr_block         = "10.0.0.0/8"
    transit_gateway_id = aws_ec2_transit_gateway.this.id
  }

  depends_on = [aws_ec2_transit_gateway_vpc_attachment.egress]
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table" "attachment" {
  for_each = local.egress_zones

  vpc_id = aws_vpc.egress.id
}

resource "aws_route" "attachment" {
  for_each = local.egress_zones

  route_table_id         = aws_route_table.attachment[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.egress[each.key].id
}

resource "aws_route_table_association" "attachment" {
  for_each = local.egress_zones

  subnet_id      = aws_subnet.attachment[each.key].id
  route_table_id = aws_route_table.attachment[each.key].id
}

resource "aws_ec2_transit_gateway_vpc_attachment" "egress" {
  transit_gateway_id = aws_ec2_transit_gateway.this.id
  vpc_id             = aws_vpc.egress.id
  subnet_ids         = [for subnet in aws_subnet.attachment : subnet.id]

  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}

resource "aws_ec2_transit_gateway_route_table_association" "egress" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.egress.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.this["egress"].id
}
