"""Resource Access Manager's calls.

https://docs.aws.amazon.com/ram/latest/APIReference/Welcome.html

moto tells nobody what others share, has no invitations, and associates nothing with a share once it is made.
"""

from collections.abc import Callable, Iterator
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.ram import urls
from moto.ram.exceptions import OperationNotPermittedException, UnknownResourceException
from moto.ram.models import ResourceShare
from moto.ram.responses import ResourceAccessManagerResponse

from .extending import adds, replaces, serves
from .resource_shares import by_organization, has_accepted, invitations, shares_in

serves(
    urls,
    ResourceAccessManagerResponse,
    "/acceptresourceshareinvitation",
    "/associateresourceshare",
    "/disassociateresourceshare",
    "/getresourceshareinvitations",
    "/listprincipals",
    "/listresources",
    "/listresourcesharepermissions",
    "/rejectresourceshareinvitation",
    "/tagresource",
    "/untagresource",
)

SELF = "SELF"
RESOURCE, PRINCIPAL = "RESOURCE", "PRINCIPAL"
RESOURCE_TYPE = "vpc-lattice:ResourceConfiguration"
# https://docs.aws.amazon.com/ram/latest/userguide/getting-started-terms-and-concepts.html#term-managed-permission
DEFAULT_PERMISSION = "AWSRAMPermissionVpcLatticeResourceConfiguration"


class RamError(JsonRESTError):
    code = 400


def seen(response: ResourceAccessManagerResponse, owner: str) -> list[ResourceShare]:
    """An account's own shares, or those of others that it may use, as far as a call is about them."""
    asked, account = response._get_param("resourceShareArns") or [], response.current_account
    found = [
        share
        for share in shares_in(response.region)
        if (share.owning_account_id == account if owner == SELF else has_accepted(share, account))
        and (not asked or share.arn in asked)
    ]
    missing = set(asked) - {share.arn for share in found}
    if missing:
        raise UnknownResourceException(f"ResourceShare {missing.pop()} could not be found.")
    return found


def share_of(response: ResourceAccessManagerResponse) -> ResourceShare:
    """The share that a call is about. @raises what RAM says of one that is another account's"""
    arn = response._get_param("resourceShareArn")
    for share in shares_in(response.region):
        if share.arn == arn and share.owning_account_id == response.current_account:
            return share
    raise UnknownResourceException(f"ResourceShare {arn} could not be found.")


def association(share: ResourceShare, kind: str, entity: str, status: str) -> dict[str, Any]:
    return {
        "associatedEntity": entity,
        "associationType": kind,
        "creationTime": share.creation_time,
        "external": kind == PRINCIPAL and not by_organization(share, entity),
        "lastUpdatedTime": share.last_updated_time,
        "resourceShareArn": share.arn,
        "resourceShareName": share.name,
        "status": status,
    }


def associations(share: ResourceShare) -> Iterator[dict[str, Any]]:
    """A principal is being associated until it has accepted."""
    for arn in share.resource_arns:
        yield association(share, RESOURCE, arn, "ASSOCIATED")
    for principal in share.principals:
        yield association(share, PRINCIPAL, principal, "ASSOCIATED" if has_accepted(share, principal) else "ASSOCIATING")


@replaces(ResourceAccessManagerResponse)
def get_resource_share_associations(original: Callable[..., str], self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShareAssociations.html: of one's own shares."""
    kind, status = self._get_param("associationType"), self._get_param("associationStatus")
    entity = self._get_param("principal") or self._get_param("resourceArn")
    found = [
        each
        for share in seen(self, SELF)
        for each in associations(share)
        if each["associationType"] == kind
        and entity in (None, each["associatedEntity"])
        and status in (None, each["status"])
    ]
    return ActionResult({"resourceShareAssociations": found})


@replaces(ResourceAccessManagerResponse)
def get_resource_shares(original: Callable[..., str], self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShares.html"""
    name, status = self._get_param("name"), self._get_param("resourceShareStatus")
    found = [
        share
        for share in seen(self, self._get_param("resourceOwner"))
        if name in (None, share.name) and status in (None, share.status)
    ]
    return ActionResult({"resourceShares": [share.describe() for share in found]})


@replaces(ResourceAccessManagerResponse)
def update_resource_share(original: Callable[..., str], self: ResourceAccessManagerResponse) -> ActionResult:
    share = share_of(self)
    share.update(
        self._get_param("allowExternalPrincipals", share.allow_external_principals), self._get_param("name", share.name)
    )
    return ActionResult({"resourceShare": share.describe()})


@replaces(ResourceAccessManagerResponse)
def delete_resource_share(original: Callable[..., str], self: ResourceAccessManagerResponse) -> ActionResult:
    share_of(self).delete()
    return ActionResult({"returnValue": True})


@adds(ResourceAccessManagerResponse)
def associate_resource_share(self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_AssociateResourceShare.html"""
    share = share_of(self)
    principals, resources = self._get_param("principals") or [], self._get_param("resourceArns") or []
    share.add_principals([each for each in principals if each not in share.principals])
    share.add_resources([each for each in resources if each not in share.resource_arns])
    named = [each for each in associations(share) if each["associatedEntity"] in [*principals, *resources]]
    return ActionResult({"resourceShareAssociations": named})


@adds(ResourceAccessManagerResponse)
def disassociate_resource_share(self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_DisassociateResourceShare.html: the owner takes away principals
    and resources; a principal that was invited leaves.
    """
    principals, resources = self._get_param("principals") or [], self._get_param("resourceArns") or []
    leaving = principals == [self.current_account] and not resources
    if leaving:
        arn = self._get_param("resourceShareArn")
        joined = [each for each in shares_in(self.region) if each.arn == arn and has_accepted(each, self.current_account)]
        if not joined:
            raise UnknownResourceException(f"ResourceShare {arn} could not be found.")
        share = joined[0]
        if by_organization(share, self.current_account):
            raise OperationNotPermittedException(f"An account of the organization cannot leave {arn}.")
    else:
        share = share_of(self)
    gone = [each for each in associations(share) if each["associatedEntity"] in [*principals, *resources]]
    share.principals = [each for each in share.principals if each not in principals]
    share.resource_arns = [each for each in share.resource_arns if each not in resources]
    for arn in [each.arn for each in invitations.values() if each.share is share and each.receiver in principals]:
        del invitations[arn]
    return ActionResult({"resourceShareAssociations": [{**each, "status": "DISASSOCIATED"} for each in gone]})


@adds(ResourceAccessManagerResponse)
def get_resource_share_invitations(self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShareInvitations.html: what one has received."""
    arns, shares = self._get_param("resourceShareInvitationArns"), self._get_param("resourceShareArns")
    found = [
        each.described()
        for each in invitations.values()
        if each.receiver == self.current_account
        and each.share.status == "ACTIVE"
        and (not arns or each.arn in arns)
        and (not shares or each.share.arn in shares)
    ]
    return ActionResult({"resourceShareInvitations": found})


def answer_invitation(response: ResourceAccessManagerResponse, status: str) -> ActionResult:
    arn = response._get_param("resourceShareInvitationArn")
    invitation = invitations.get(arn)
    if invitation is None or invitation.receiver != response.current_account:
        raise RamError("ResourceShareInvitationArnNotFoundException", f"The invitation {arn} could not be found.")
    if invitation.status != "PENDING":
        said = {"ACCEPTED": "Accepted", "REJECTED": "Rejected"}[invitation.status]
        raise RamError(f"ResourceShareInvitationAlready{said}Exception", f"The invitation {arn} is {invitation.status}.")
    invitation.status = status
    return ActionResult({"resourceShareInvitation": invitation.described()})


@adds(ResourceAccessManagerResponse)
def accept_resource_share_invitation(self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_AcceptResourceShareInvitation.html"""
    return answer_invitation(self, "ACCEPTED")


@adds(ResourceAccessManagerResponse)
def reject_resource_share_invitation(self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_RejectResourceShareInvitation.html"""
    return answer_invitation(self, "REJECTED")


@adds(ResourceAccessManagerResponse)
def list_resources(self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_ListResources.html"""
    found = [
        {
            "arn": arn,
            "creationTime": share.creation_time,
            "lastUpdatedTime": share.last_updated_time,
            "resourceRegionScope": "REGIONAL",
            "resourceShareArn": share.arn,
            "status": "AVAILABLE",
            "type": RESOURCE_TYPE,
        }
        for share in seen(self, self._get_param("resourceOwner"))
        for arn in share.resource_arns
    ]
    return ActionResult({"resources": found})


@adds(ResourceAccessManagerResponse)
def list_principals(self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_ListPrincipals.html"""
    found = [
        {
            "creationTime": share.creation_time,
            "external": not by_organization(share, principal),
            "id": principal,
            "lastUpdatedTime": share.last_updated_time,
            "resourceShareArn": share.arn,
        }
        for share in seen(self, self._get_param("resourceOwner"))
        for principal in share.principals
    ]
    return ActionResult({"principals": found})


@adds(ResourceAccessManagerResponse)
def list_resource_share_permissions(self: ResourceAccessManagerResponse) -> ActionResult:
    """https://docs.aws.amazon.com/ram/latest/APIReference/API_ListResourceSharePermissions.html: one for each type of
    resource, AWS's default where none was named.
    """
    share = share_of(self)
    default = [f"arn:aws:ram::aws:permission/{DEFAULT_PERMISSION}"] if share.resource_arns else []
    permissions = [
        {"arn": arn, "name": arn.split("/")[-1], "resourceType": RESOURCE_TYPE, "status": "ASSOCIATED", "version": "1"}
        for arn in share.permission_arns or default
    ]
    return ActionResult({"permissions": permissions})


@adds(ResourceAccessManagerResponse)
def tag_resource(self: ResourceAccessManagerResponse) -> ActionResult:
    share, tags = share_of(self), self._get_param("tags")
    changed = {tag["key"] for tag in tags}
    share.tags = [tag for tag in share.tags if tag["key"] not in changed] + tags
    return ActionResult({})


@adds(ResourceAccessManagerResponse)
def untag_resource(self: ResourceAccessManagerResponse) -> ActionResult:
    share, keys = share_of(self), self._get_param("tagKeys")
    share.tags = [tag for tag in share.tags if tag["key"] not in keys]
    return ActionResult({})
