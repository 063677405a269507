"""The parameters that AWS publishes: its newest Windows images besides its newest Linux images.

https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html

moto has those of Linux alone.
"""

from collections.abc import Callable

from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.ssm.models import Parameter, ParameterDict

from .extending import replaces

WINDOWS = "/aws/service/ami-windows-latest/"


def newest_windows_image(store: ParameterDict) -> str:
    """Any that moto's EC2 knows: it stands for every language and edition."""
    images = ec2_backends[store.account_id][store.region_name].describe_images()
    return next(image.id for image in images if image.platform == "windows" and "English-Full-Base" in image.name)


@replaces(ParameterDict)
def _check_loading_status(original: Callable[..., None], self: ParameterDict, key: str) -> None:
    original(self, key)
    # Not by moto's own ways to look a parameter up, which come here first.
    if str(key or "").startswith(WINDOWS) and not dict.__contains__(self, key):
        self.setdefault(key, []).append(
            Parameter(
                account_id=self.account_id,
                name=key,
                value=newest_windows_image(self),
                parameter_type="String",
                description=None,
                allowed_pattern=None,
                keyid=None,
                last_modified_date=utcnow(),
                version=1,
                data_type="aws:ec2:image",
            )
        )
