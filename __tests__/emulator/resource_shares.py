"""Resource shares: what an account shares, with whom, and who has accepted it.

https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html

moto knows no invitations. Here resource configurations are shared. Accounts of one organization that shares by itself
(`--organization`) need no invitations.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.core.utils import utcnow
from moto.ram.exceptions import OperationNotPermittedException, UnknownResourceException
from moto.ram.models import ResourceShare, ram_backends

from .extending import replaces
from .resource_configurations import configurations

ResourceShare.SHAREABLE_RESOURCES.append("resourceconfiguration")

# The accounts of an organization that has turned sharing with its accounts on.
organization: set[str] = set()


@dataclass
class Invitation:
    share: ResourceShare
    receiver: str
    status: str = "PENDING"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    sent_at: datetime = field(default_factory=utcnow)

    @property
    def arn(self) -> str:
        """Its account is the sender's."""
        return self.share.arn.split(":resource-share/")[0] + f":resource-share-invitation/{self.id}"

    def described(self) -> dict[str, Any]:
        return {
            "invitationTimestamp": self.sent_at,
            "receiverAccountId": self.receiver,
            "resourceShareArn": self.share.arn,
            "resourceShareInvitationArn": self.arn,
            "resourceShareName": self.share.name,
            "senderAccountId": self.share.owning_account_id,
            "status": self.status,
        }


# Of all accounts, by their ARNs.
invitations: dict[str, Invitation] = {}


def shares_in(region: str) -> Iterator[ResourceShare]:
    """The shares of every account that are there."""
    for regions in list(ram_backends.values()):
        if region in regions:
            yield from (share for share in regions[region].resource_shares if share.status == "ACTIVE")


def by_organization(share: ResourceShare, account_id: str) -> bool:
    return {share.owning_account_id, account_id} <= organization


def has_accepted(share: ResourceShare, account_id: str) -> bool:
    """Whether an account is a principal of a share that needs no invitation, or has accepted its own."""
    if account_id not in share.principals:
        return False
    accepted = (each for each in invitations.values() if each.share is share and each.receiver == account_id)
    return by_organization(share, account_id) or any(each.status == "ACCEPTED" for each in accepted)


def may_use(account_id: str, owner_id: str, resource_arn: str) -> bool:
    """Whether a resource is an account's own, or shared with it and accepted."""
    region = resource_arn.split(":")[3]
    return account_id == owner_id or any(
        resource_arn in share.resource_arns and has_accepted(share, account_id) for share in shares_in(region)
    )


@replaces(ResourceShare)
def __init__(original: Callable[..., None], self: ResourceShare, account_id: str, region: str, **options: Any) -> None:
    original(self, account_id, region, **options)
    self.tags = options.get("tags") or []
    self.permission_arns = options.get("permissionArns") or []


@replaces(ResourceShare)
def describe(original: Callable[..., dict[str, Any]], self: ResourceShare) -> dict[str, Any]:
    return {**original(self), "tags": self.tags}


@replaces(ResourceShare)
def add_principals(original: Callable[..., None], self: ResourceShare, principals: list[str]) -> None:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html: whether others than the accounts of
    an organization may be principals means something to its accounts alone.
    """
    closed = self.owning_account_id in organization and not self.allow_external_principals
    for principal in principals:
        if closed and principal not in organization:
            raise OperationNotPermittedException(f"The account {principal} is not in the organization of {self.arn}.")
    original(self, principals)
    for principal in principals:
        if not by_organization(self, principal):
            invitation = Invitation(self, principal)
            invitations[invitation.arn] = invitation


@replaces(ResourceShare)
def add_resources(original: Callable[..., None], self: ResourceShare, resource_arns: list[str]) -> None:
    """Only what is there, and one's own."""
    for arn in resource_arns:
        configuration = configurations.get(arn.split("/")[-1])
        if configuration is None or configuration.account_id != self.owning_account_id:
            raise UnknownResourceException(f"Resource {arn} could not be found.")
    original(self, resource_arns)
