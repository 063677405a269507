# What a mocked AWS provider answers where a made-up string would not pass another resource's validation.
# As poor as AWS: nothing here that AWS leaves empty. Interface endpoints get their names, and services the proofs of theirs, one by one (mocked-copy.ts).

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::111111111111:role/mock" }
}
mock_resource "aws_iam_policy" {
  defaults = { arn = "arn:aws:iam::111111111111:policy/mock" }
}
mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:ap-northeast-1:111111111111:log-group:mock" }
}
mock_resource "aws_lb" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:ap-northeast-1:111111111111:loadbalancer/net/mock/0123456789abcdef"
    arn_suffix = "net/mock/0123456789abcdef"
    dns_name   = "mock-0123456789abcdef.elb.ap-northeast-1.amazonaws.com"
  }
}
mock_resource "aws_lb_target_group" {
  defaults = { arn = "arn:aws:elasticloadbalancing:ap-northeast-1:111111111111:targetgroup/mock/0123456789abcdef" }
}
mock_resource "aws_lb_listener" {
  defaults = { arn = "arn:aws:elasticloadbalancing:ap-northeast-1:111111111111:listener/net/mock/0123456789abcdef/0123456789abcdef" }
}
mock_resource "aws_elastic_beanstalk_environment" {
  defaults = {
    load_balancers = ["arn:aws:elasticloadbalancing:ap-northeast-1:111111111111:loadbalancer/net/mock/0123456789abcdef"]
  }
}
mock_data "aws_elastic_beanstalk_solution_stack" {
  defaults = { name = "64bit Amazon Linux 2023 v4.6.0 running Docker" }
}
mock_data "aws_lb" {
  defaults = {
    enable_cross_zone_load_balancing = true
    internal                         = true
    load_balancer_type               = "network"
  }
}
mock_data "aws_ssm_parameter" {
  defaults = {
    value          = "ami-0123456789abcdef0"
    insecure_value = "ami-0123456789abcdef0"
  }
}
mock_data "aws_iam_policy_document" {
  defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
}
