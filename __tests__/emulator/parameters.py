"""The parameters that AWS and Debian publish: newest Windows and Debian images besides Amazon's newest Linux images.

https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
https://wiki.debian.org/Cloud/AmazonEC2Image/Bookworm

moto has those of Amazon Linux alone.
"""

import re
from collections.abc import Callable

from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.ssm.models import Parameter, ParameterDict

from .extending import replaces

WINDOWS = "/aws/service/ami-windows-latest/"
DEBIAN = "/aws/service/debian/release/"


def newest_image(store: ParameterDict, parameter: str) -> str | None:
    """Any that moto's EC2 knows: one stands for every language and edition of Windows, and one for every release of Debian."""
    images = ec2_backends[store.account_id][store.region_name].describe_images()
    if parameter.startswith(WINDOWS):
        return next(image.id for image in images if image.platform == "windows" and "English-Full-Base" in image.name)
    if re.fullmatch(rf"{DEBIAN}\d+/latest/(amd64|arm64)", parameter):
        return next(image.id for image in images if image.platform != "windows" and "amzn2" not in image.name)
    return None


@replaces(ParameterDict)
def _check_loading_status(original: Callable[..., None], self: ParameterDict, key: str) -> None:
    original(self, key)
    # Not by moto's own ways to look a parameter up, which come here first.
    image = None if dict.__contains__(self, key) else newest_image(self, str(key or ""))
    if image is not None:
        self.setdefault(key, []).append(
            Parameter(
                account_id=self.account_id,
                name=key,
                value=image,
                parameter_type="String",
                description=None,
                allowed_pattern=None,
                keyid=None,
                last_modified_date=utcnow(),
                version=1,
                data_type="aws:ec2:image",
            )
        )
