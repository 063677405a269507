"""Instance refreshes: every instance of an Auto Scaling group is replaced by one of the launch template as it is now.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html

moto has none. Here a refresh is over at once: AWS takes as long as instances take to be healthy.
"""

import uuid
from typing import Any

from moto.autoscaling.exceptions import AutoscalingClientError
from moto.autoscaling.models import FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow

from .extending import adds

# By the ARN of the group, the newest first.
refreshes: dict[str, list[dict[str, Any]]] = {}


def group_of(response: AutoScalingResponse) -> FakeAutoScalingGroup:
    name = response._get_param("AutoScalingGroupName")
    group = response.autoscaling_backend.autoscaling_groups.get(name)
    if group is None:
        raise AutoscalingClientError("ValidationError", f"AutoScalingGroup name not found - {name}")
    return group


def replace_instances(response: AutoScalingResponse, group: FakeAutoScalingGroup) -> None:
    old, group.instance_states = group.instance_states, []
    if old:
        group.ec2_backend.terminate_instances([state.instance.id for state in old])
    group.set_desired_capacity(group.desired_capacity)


@adds(AutoScalingResponse)
def start_instance_refresh(self: AutoScalingResponse) -> ActionResult:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html"""
    group = group_of(self)
    started = utcnow()
    replace_instances(self, group)
    refresh = {
        "AutoScalingGroupName": group.name,
        "EndTime": utcnow(),
        "InstanceRefreshId": str(uuid.uuid4()),
        "InstancesToUpdate": 0,
        "PercentageComplete": 100,
        "Preferences": self._get_param("Preferences", {}),
        "StartTime": started,
        "Status": "Successful",
    }
    refreshes.setdefault(group.arn, []).insert(0, refresh)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


@adds(AutoScalingResponse)
def describe_instance_refreshes(self: AutoScalingResponse) -> ActionResult:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeInstanceRefreshes.html"""
    ids = self._get_param("InstanceRefreshIds", [])
    found = refreshes.get(group_of(self).arn, [])
    return ActionResult({"InstanceRefreshes": [each for each in found if not ids or each["InstanceRefreshId"] in ids]})
