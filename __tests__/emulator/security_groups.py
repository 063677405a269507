"""Security group rules: what is said of them.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html

moto keeps the description of a rule that names a security group, but answers only that of a rule with a block.
"""

from moto.ec2.models.security_groups import SecurityGroupRule

from .extending import MotoChanged


def description(rule: SecurityGroupRule) -> str | None:
    """A changed description stands with the block, whatever the rule's peer is: moto writes it there."""
    return rule.ip_range.get("Description", rule.source_group.get("Description"))


if not isinstance(vars(SecurityGroupRule).get("description"), property):
    raise MotoChanged("moto's SecurityGroupRule has no property `description` any more")
SecurityGroupRule.description = property(description)  # type: ignore[method-assign]
