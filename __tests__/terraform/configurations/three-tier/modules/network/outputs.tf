output "vpc_id" {
  value = local.vpc_id
}

output "vpc_cidr_block" {
  value = aws_vpc.this.cidr_block
}

output "default_security_group_id" {
  value = aws_vpc.this.default_security_group_id
}

output "public_subnets" {
  value = aws_subnet.public[*].id
}

output "private_subnets" {
  value = aws_subnet.private[*].id
}

output "database_subnets" {
  value = [for subnet in aws_subnet.database : subnet.id]
}
