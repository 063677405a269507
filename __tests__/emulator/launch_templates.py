"""Launch templates: their versions' own data.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html

moto counts the tags of a template among those that instances get from it, and breaks on the user data of a second version.
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateVersion
from moto.ec2.utils import parse_user_data

from .extending import replaces


@replaces(LaunchTemplate)
def create_version(
    original: Callable[..., LaunchTemplateVersion], self: LaunchTemplate, data: dict[str, Any], description: str
) -> LaunchTemplateVersion:
    tags = [each for each in data.get("TagSpecifications", []) if each["ResourceType"] != "launch-template"]
    user_data = data.get("UserData")
    parsed = parse_user_data(user_data) if type(user_data) is str else user_data
    return original(self, {**data, "TagSpecifications": tags, "UserData": parsed}, description)
