"""Secrets of other accounts: named by their ARN, as their policies let it. No policy of a secret or key names a missing role.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles

moto looks for every secret in the account that asks, and takes any policy.
"""

import json
from collections.abc import Callable, Iterator

from moto.core.exceptions import JsonRESTError
from moto.kms.responses import KmsResponse
from moto.secretsmanager.models import SecretsManagerBackend, secretsmanager_backends
from moto.secretsmanager.responses import SecretsManagerResponse

from .callers import role_at
from .extending import MotoChanged, replaces


def owner(response: SecretsManagerResponse) -> SecretsManagerBackend:
    """Only by enforcing IAM is anybody kept from another account's."""
    named = str(response._get_param("SecretId") or "").split(":")
    account, region = (named[4], named[3]) if named[0] == "arn" else (response.current_account, response.region)
    return secretsmanager_backends[account][region]


if not isinstance(vars(SecretsManagerResponse).get("backend"), property):
    raise MotoChanged("moto's SecretsManagerResponse has no property `backend` any more")
SecretsManagerResponse.backend = property(owner)  # type: ignore[method-assign]


def missing_roles(policy: str) -> Iterator[str]:
    """The roles that a policy names and that are not there."""
    for statement in json.loads(policy)["Statement"]:
        principal = statement.get("Principal", {})
        named = principal.get("AWS", []) if isinstance(principal, dict) else []
        for arn in [named] if isinstance(named, str) else named:
            if ":role/" in arn and role_at(arn) is None:
                yield arn


def require_roles(policy: str | None) -> None:
    for arn in missing_roles(policy) if policy else ():
        raise JsonRESTError("MalformedPolicyDocumentException", f"Policy contains an invalid principal: {arn}")


@replaces(SecretsManagerResponse)
def put_resource_policy(original: Callable[..., str], self: SecretsManagerResponse) -> str:
    require_roles(self._get_param("ResourcePolicy"))
    return original(self)


@replaces(KmsResponse)
def create_key(original: Callable[..., str], self: KmsResponse) -> str:
    require_roles(self._get_param("Policy"))
    return original(self)


@replaces(KmsResponse)
def put_key_policy(original: Callable[..., str], self: KmsResponse) -> str:
    require_roles(self._get_param("Policy"))
    return original(self)
