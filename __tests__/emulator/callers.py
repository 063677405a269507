"""Who calls: by the access key that a request is signed with. Signatures are not checked."""

import re
from dataclasses import dataclass
from typing import Any

from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend, Role, get_account_id_from, iam_backends
from moto.sts.models import AssumedRole, STSBackend, sts_backends

from .extending import replaces

PARTITION = "aws"
# The access key that everything here starts from.
BASE_KEY = "test"
# Whose the base key is: moto's default account.
BASE_ACCOUNT = "123456789012"
# The access keys of sessions whose role was there when they began, and those roles' ARNs.
sessions_of_roles: dict[str, str] = {}


class Stranger(Exception):
    """Signed with an access key that nobody has."""


@dataclass(frozen=True)
class Signer:
    """Whose access key it is."""

    account: str
    # The Region and the service that the signature is for.
    region: str
    # None of the base key.
    session: AssumedRole | None

    @property
    def role_arn(self) -> str | None:
        return None if self.session is None else self.session.role_arn

    @property
    def name(self) -> str:
        """A role's name without its path."""
        return "the base key" if self.role_arn is None else self.role_arn.split("/")[-1]


def iam_of(account: str) -> IAMBackend:
    return iam_backends[account][PARTITION]


def role_at(arn: str) -> Role | None:
    """The role, if the emulated IAM of its account has it."""
    try:
        return iam_of(arn.split(":")[4]).get_role_by_arn(arn)
    except NotFoundException:
        return None


@replaces(STSBackend)
def assume_role(original: Any, self: STSBackend, *arguments: Any, **options: Any) -> AssumedRole:
    """A session stays what it began as, even if its role is deleted."""
    session: AssumedRole = original(self, *arguments, **options)
    if role_at(session.role_arn) is not None:
        sessions_of_roles[session.access_key_id] = session.role_arn
    return session


def signer_of(headers: Any) -> Signer | None:
    """None when the request is not signed. @raises Stranger"""
    signed = re.search(r"Credential=([^/]+)/\d+/([^/]+)/", headers.get("Authorization", ""))
    if signed is None:
        return None
    key, region = signed.groups()
    if key == BASE_KEY:
        return Signer(BASE_ACCOUNT, region, None)
    account = get_account_id_from(key)
    session = sts_backends[account][PARTITION].get_assumed_role_from_access_key(key)
    if session is None:
        raise Stranger(f"the access key {key} belongs to no session")
    return Signer(account, region, session)


def name_in(headers: Any) -> str:
    """How the log calls whoever has signed a request."""
    try:
        signer = signer_of(headers)
    except Stranger:
        return "a stranger"
    return "nobody" if signer is None else signer.name
