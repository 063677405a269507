"""The resources of calls about log groups and hosted zones, and the condition keys of changes to records."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from moto.core.responses import BaseResponse

from .callers import PARTITION
from .iam_patterns import Context, PolicyNotUnderstood

NAMES = "route53:changeresourcerecordsetsnormalizedrecordnames"
TYPES = "route53:changeresourcerecordsetsrecordtypes"
ACTIONS = "route53:changeresourcerecordsetsactions"
RECORD_KEYS = (NAMES, TYPES, ACTIONS)


def log_group_arn(account: str, region: str, name: str) -> str:
    """As calls about tags name it."""
    return f"arn:{PARTITION}:logs:{region}:{account}:log-group:{name}"


def log_resource(account: str, region: str, response: BaseResponse) -> str:
    """Calls that are not about tags have a colon behind the group's name; a listing is of the group without a name.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    """
    if (arn := response._get_param("resourceArn")) is not None:
        return str(arn)
    name = response._get_param("logGroupName")
    if name is None and response._get_action() != "DescribeLogGroups":
        raise PolicyNotUnderstood(f"it is not told here which log group {response._get_action()} is about")
    return f"{log_group_arn(account, region, name or '')}:log-stream:"


def zone_arn(zone: str) -> str:
    """@param zone: its ID, with or without the path that Route 53 puts before it"""
    return f"arn:{PARTITION}:route53:::hostedzone/{zone.split('/')[-1]}"


def changed_records(changes: Iterable[Mapping[str, Any]]) -> Context:
    """https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html"""
    records = [(change["Action"], change["ResourceRecordSet"]) for change in changes]
    return {
        NAMES: tuple(normalized(record["Name"]) for _, record in records),
        TYPES: tuple(record["Type"] for _, record in records),
        ACTIONS: tuple(action for action, _ in records),
    }


def normalized(name: str) -> str:
    """In lower case, without the last dot, and escaped but for what names of hosts hold."""
    text = re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), name).lower().removesuffix(".")
    return re.sub(r"[^a-z0-9._-]", lambda match: f"\\{ord(match[0]):03o}", text)
