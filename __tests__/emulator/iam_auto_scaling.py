"""The resources of Auto Scaling's calls, and what a group's launch template asks of whoever makes or changes the group.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
"""

from dataclasses import dataclass
from typing import Any

from moto.core.responses import BaseResponse
from moto.ec2.models import ec2_backends

from .auto_scaling import BY_PARAMETER
from .callers import PARTITION
from .iam_patterns import PolicyNotUnderstood
from .iam_resources import instance_profile_role

LAUNCHING = {"CreateAutoScalingGroup", "UpdateAutoScalingGroup"}
SERVICE = "autoscaling.amazonaws.com"


def group_arn(account: str, region: str, response: BaseResponse) -> str:
    """Its unique ID is not known to whoever writes policies."""
    name = response._get_param("AutoScalingGroupName")
    tags = response._get_param("Tags", [])
    if name is None and tags:
        name = tags[0]["ResourceId"]
    if name is None:
        raise PolicyNotUnderstood(f"it is not told here which group {response._get_action()} is about")
    return f"arn:{PARTITION}:autoscaling:{region}:{account}:autoScalingGroup:*:autoScalingGroupName/{name}"


@dataclass(frozen=True)
class Launch:
    """What a group does when it launches an instance, in the name of whoever makes the group."""

    role_arn: str | None
    # Of a parameter that names the image.
    parameter: str | None
    # What is tagged besides being launched.
    tagged: tuple[str, ...]


def launch_of(account: str, region: str, response: BaseResponse) -> Launch | None:
    """None of a call that names no launch template."""
    named = response._get_param("LaunchTemplate")
    if response._get_action() not in LAUNCHING or not named:
        return None
    templates = ec2_backends[account][region]
    template = (
        templates.get_launch_template(named["LaunchTemplateId"])
        if "LaunchTemplateId" in named
        else templates.get_launch_template_by_name(named["LaunchTemplateName"])
    )
    version = template.get_version(named.get("Version") or "$Default")
    profile: dict[str, Any] = version.data.get("IamInstanceProfile") or {}
    name = profile.get("Arn") or profile.get("Name")
    image = version.image_id
    return Launch(
        role_arn=instance_profile_role(account, name) if name else None,
        parameter=image.removeprefix(BY_PARAMETER) if image.startswith(BY_PARAMETER) else None,
        tagged=tuple(each["ResourceType"] for each in version.data.get("TagSpecifications", [])),
    )
