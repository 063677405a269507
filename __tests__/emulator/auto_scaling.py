"""Auto Scaling groups: where their instances are, what these are like, and that they count as targets.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html

moto puts all instances of a group into its first subnet, with the VPC's default security group and without a role, and takes
whatever version of a launch template is its default for the one that a group names. It forgets instance maintenance
policies. Of scaling policies it does not say that they are enabled, but that they predict.
"""

from collections.abc import Callable
from typing import Any

from moto.autoscaling.exceptions import AutoscalingClientError
from moto.autoscaling.models import (
    ASG_NAME_TAG,
    AutoScalingBackend,
    FakeAutoScalingGroup,
    FakeScalingPolicy,
    InstanceState,
)
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.ec2.models.instances import Instance
from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.ssm.models import ssm_backends

from .extending import replaces

BY_PARAMETER = "resolve:ssm:"

def version_of(group: FakeAutoScalingGroup) -> LaunchTemplateVersion:
    if group.ec2_launch_template is None:
        raise AutoscalingClientError("ValidationError", "The emulator knows groups with launch templates only")
    return group.ec2_launch_template.get_version(group.launch_template_version)


def emptiest_subnet(group: FakeAutoScalingGroup) -> str:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html#AutoScalingBehavior.InstanceUsage: as
    many instances in one Availability Zone as in another.
    """
    placed = [state.instance.subnet_id for state in group.instance_states]
    return min((group.vpc_zone_identifier or "").split(","), key=placed.count)


def groups_in(data: dict[str, Any]) -> list[str]:
    """A template's security groups, which its first network interface may name."""
    interfaces = data.get("NetworkInterfaces") or [{}]
    return interfaces[0].get("Groups") or interfaces[0].get("SecurityGroupIds") or data.get("SecurityGroupIds") or []


def image_of(group: FakeAutoScalingGroup, version: LaunchTemplateVersion) -> str:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html: looked up at each launch."""
    image: str = version.image_id
    if not image.startswith(BY_PARAMETER):
        return image
    parameter = ssm_backends[group.account_id][group.region].get_parameter(image.removeprefix(BY_PARAMETER))
    if parameter is None:
        raise AutoscalingClientError("ValidationError", f"The parameter {image} does not exist")
    return str(parameter.value)


def launch(group: FakeAutoScalingGroup, version: LaunchTemplateVersion, tags: dict[str, str]) -> Instance:
    data = version.data
    volumes = {"block_device_mappings": data["BlockDeviceMappings"]} if data.get("BlockDeviceMappings") else {}
    [instance] = group.ec2_backend.run_instances(
        image_of(group, version),
        1,
        version.user_data,
        [],
        security_group_ids=groups_in(data),
        instance_type=version.instance_type,
        is_instance_type_default=False,
        associate_public_ip=False,
        subnet_id=emptiest_subnet(group),
        tags={"instance": {**tags, **version.instance_tags, ASG_NAME_TAG: group.name}},
        launch_template={"LaunchTemplateId": version.template.id, "Version": str(version.number)},
        metadata_options=data.get("MetadataOptions") or {},
        region_name=group.region,
        **volumes,
    ).instances
    if (profile := data.get("IamInstanceProfile")) is not None:
        group.ec2_backend.associate_iam_instance_profile(instance.id, profile.get("Name"), profile.get("Arn"))
    instance.autoscaling_group = group
    return instance


@replaces(FakeAutoScalingGroup)
def replace_autoscaling_group_instances(
    original: Callable[..., None], self: FakeAutoScalingGroup, count_needed: int, propagated_tags: dict[str, str]
) -> None:
    version = version_of(self)
    for _ in range(count_needed):
        instance = launch(self, version, propagated_tags)
        self.instance_states.append(InstanceState(instance, protected_from_scale_in=self.new_instances_protected_from_scale_in))


@replaces(AutoScalingBackend)
def create_auto_scaling_group(
    original: Callable[..., FakeAutoScalingGroup], self: AutoScalingBackend, name: str, *arguments: Any, **options: Any
) -> FakeAutoScalingGroup:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html"""
    if name in self.autoscaling_groups:
        raise AutoscalingClientError("AlreadyExists", f"AutoScalingGroup by this name already exists - {name}")
    return original(self, name, *arguments, **options)


def keep_maintenance_policy(response: AutoScalingResponse) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceMaintenancePolicy.html: -1 takes it away."""
    stated = response._get_param("InstanceMaintenancePolicy")
    if stated is None:
        return
    percentages = {key: int(stated.get(f"{key}HealthyPercentage", -1)) for key in ("Min", "Max")}
    low, high = percentages["Min"], percentages["Max"]
    if (low, high) != (-1, -1) and not (0 <= low <= 100 <= high <= 200 and high - low <= 100):
        raise AutoscalingClientError("ValidationError", f"{low} to {high} percent is no instance maintenance policy")
    group = response.autoscaling_backend.autoscaling_groups[response._get_param("AutoScalingGroupName")]
    policy = {"MinHealthyPercentage": low, "MaxHealthyPercentage": high}
    group.instance_maintenance_policy = None if low == -1 else policy


@replaces(AutoScalingResponse)
def create_auto_scaling_group(original: Callable[..., ActionResult], self: AutoScalingResponse) -> ActionResult:  # noqa: F811
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html"""
    answer = original(self)
    keep_maintenance_policy(self)
    return answer


@replaces(AutoScalingResponse)
def update_auto_scaling_group(original: Callable[..., ActionResult], self: AutoScalingResponse) -> ActionResult:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html"""
    answer = original(self)
    keep_maintenance_policy(self)
    return answer


@replaces(AutoScalingBackend)
def put_scaling_policy(
    original: Callable[..., FakeScalingPolicy], self: AutoScalingBackend, *arguments: Any, **options: Any
) -> FakeScalingPolicy:
    """moto tells neither that a policy is enabled nor that it predicts nothing.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html
    """
    policy = original(self, *arguments, **options)
    policy.enabled = True
    policy.predictive_scaling_configuration = policy.predictive_scaling_configuration or None
    return policy


@replaces(FakeScalingPolicy)
def __init__(original: Callable[..., None], self: FakeScalingPolicy, *arguments: Any, **options: Any) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ScalingPolicy.html"""
    original(self, *arguments, **options)
    self.enabled = True
    self.predictive_scaling_configuration = self.predictive_scaling_configuration or None
