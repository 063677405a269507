"""Availability Zones: the same ids in every account, under names that differ from account to account.

https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html: AWS maps zones to names independently for each
account, and only the zone **id** means the same place everywhere. moto gives every account one mapping, and forgets the
name of a subnet that was made by zone id. Here the mapping is rotated by the last digit of the account's number, so a
comparison of names between accounts 111111111111 and 222222222222 is wrong, as it would be on AWS.
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend, Zone
from moto.ec2.models.subnets import Subnet

from .extending import replaces


def zones_of(account_id: str, region_name: str) -> list[Zone]:
    """The zones of a Region as one account names them, in the order of their names."""
    named = RegionsAndZonesBackend.zones.get(region_name, [])
    turn = int(account_id[-1])
    return [
        Zone(name=zone.name, region_name=region_name, zone_id=named[(place + turn) % len(named)].zone_id)
        for place, zone in enumerate(named)
    ]


def zone_names_for(backend: EC2Backend, zone_ids: set[str]) -> list[str]:
    """What the account of ``backend`` calls the zones with these ids."""
    return [zone.name for zone in zones_of(backend.account_id, backend.region_name) if zone.zone_id in zone_ids]


# moto's methods read `self.zones`, a table shared by all accounts.
setattr(
    EC2Backend,
    "zones",
    property(lambda self: {self.region_name: zones_of(self.account_id, self.region_name)}),
)


@replaces(EC2Backend)
def create_subnet(
    original: Callable[..., Subnet],
    self: EC2Backend,
    vpc_id: str,
    cidr_block: str,
    ipv6_cidr_block: str | None = None,
    availability_zone: str | None = None,
    availability_zone_id: str | None = None,
    **options: Any,
) -> Subnet:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html: a zone by name or by id."""
    zones = zones_of(self.account_id, self.region_name)
    zone = next(
        (
            zone
            for zone in zones
            if (availability_zone is None or zone.name == availability_zone)
            and (availability_zone_id is None or zone.zone_id == availability_zone_id)
        ),
        None,
    )
    if zone is None:
        parameter, value = (
            ("availabilityZone", availability_zone)
            if availability_zone_id is None
            else ("availabilityZoneId", availability_zone_id)
        )
        known = ", ".join(zone.name if availability_zone_id is None else zone.zone_id for zone in zones)
        raise EC2ClientError(
            "InvalidParameterValue",
            f"Value ({value}) for parameter {parameter} is invalid. "
            f"Subnets can currently only be created in the following availability zones: {known}.",
        )
    subnet = original(self, vpc_id, cidr_block, ipv6_cidr_block, availability_zone=zone.name, **options)
    subnet._availability_zone = zone
    return subnet
