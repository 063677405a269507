/** Resource types that the provider has under several names. */
export const LOAD_BALANCER_TYPES = ["aws_lb", "aws_alb"];
export const LISTENER_TYPES = ["aws_lb_listener", "aws_alb_listener"];
export const LISTENER_RULE_TYPES = ["aws_lb_listener_rule", "aws_alb_listener_rule"];
export const TARGET_GROUP_TYPES = ["aws_lb_target_group", "aws_alb_target_group"];
export const TARGET_GROUP_ATTACHMENT_TYPES = [
  "aws_lb_target_group_attachment",
  "aws_alb_target_group_attachment",
];
