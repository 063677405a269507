"""Policy documents, and what one says of a demand.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from .iam_conditions import satisfied, texts
from .iam_patterns import Context, PolicyNotUnderstood, covers_resource, like, substitute

VERSION_WITH_VARIABLES = "2012-10-17"
ELEMENTS = {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "Condition"}
# Whom AWS lets act that is never a caller here.
OTHER_PRINCIPALS = {"Service", "Federated", "CanonicalUser"}


@dataclass(frozen=True)
class Demand:
    """Something that a call needs to be allowed. A call may need several."""

    # For example `s3:GetObject`.
    action: str
    # An ARN; `*` for what is about no resource in particular; none where the emulator cannot tell from the request.
    resource: str | None
    context: Context


class Naming(IntEnum):
    """How a resource's policy names a caller, which decides whether the caller's own policies must agree.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """

    NOT = 0
    # By its account, which leaves it to the account's own policies.
    BY_ACCOUNT = 1
    # By the ARN of its role: what its permissions boundary leaves out stays out.
    BY_ROLE = 2
    # By the ARN of its session, or as anybody.
    DIRECTLY = 3


@dataclass(frozen=True)
class Principal:
    """The names of a caller. All are none of somebody who has not signed."""

    account: str | None
    role: str | None
    session: str | None

    def named_by(self, name: str) -> Naming:
        if name == "*":
            return Naming.DIRECTLY
        if self.account is not None and name in (self.account, f"arn:aws:iam::{self.account}:root"):
            return Naming.BY_ACCOUNT
        if name == self.role:
            return Naming.BY_ROLE
        return Naming.DIRECTLY if name == self.session else Naming.NOT


@dataclass(frozen=True)
class Opinion:
    """What policies say of a demand. An explicit denial outweighs every allowance."""

    denied: bool = False
    allowed: bool = False
    # The strongest way in which an allowance names the caller; only policies of resources name anybody.
    naming: Naming = Naming.NOT


class Policy:
    """A document. @raises PolicyNotUnderstood when it holds what is not judged here"""

    def __init__(self, document: str | dict[str, Any], title: str) -> None:
        self.title = title
        parsed = json.loads(document) if isinstance(document, str) else document
        if parsed.get("Version") != VERSION_WITH_VARIABLES and "${" in json.dumps(parsed):
            raise PolicyNotUnderstood(f"the policy {title} has variables, which only version {VERSION_WITH_VARIABLES} knows")
        statements = parsed["Statement"]
        self.statements: list[dict[str, Any]] = statements if isinstance(statements, list) else [statements]

    def opinion(self, demand: Demand, principal: Principal | None = None) -> Opinion:
        """@param principal: who asks, where the policy is a resource's and says for whom it is"""
        try:
            namings = [
                (statement["Effect"], naming)
                for statement in self.statements
                if (naming := self.applies(statement, demand, principal)) is not None
            ]
        except PolicyNotUnderstood as problem:
            raise PolicyNotUnderstood(f"the policy {self.title} is not understood at {demand.action}: {problem}") from None
        allowances = [naming for effect, naming in namings if effect == "Allow"]
        return Opinion(
            denied=any(effect == "Deny" for effect, _ in namings),
            allowed=bool(allowances),
            naming=max(allowances, default=Naming.NOT),
        )

    @staticmethod
    def applies(statement: dict[str, Any], demand: Demand, principal: Principal | None) -> Naming | None:
        """How the statement names the caller, if it is about the demand at all."""
        unknown = set(statement) - ELEMENTS
        if unknown or statement["Effect"] not in ("Allow", "Deny"):
            raise PolicyNotUnderstood(f"it holds {', '.join(sorted(unknown)) or statement['Effect']}")
        if not concerns_action(statement, demand.action) or not concerns_resource(statement, demand):
            return None
        naming = Naming.NOT if principal is None else named(statement, principal)
        if principal is not None and naming == Naming.NOT:
            return None
        return naming if satisfied(statement.get("Condition", {}), demand.context) else None


def concerns_resource(statement: dict[str, Any], demand: Demand) -> bool:
    """Trust policies name no resource: they are about their role."""
    if "Resource" not in statement and "NotResource" not in statement:
        return True
    excluded = "NotResource" in statement
    patterns = [
        pattern
        for text in texts(statement["NotResource" if excluded else "Resource"])
        if (pattern := substitute(text, demand.context)) is not None
    ]
    if demand.resource is None:
        return concerns_unknown(statement["Effect"], excluded, patterns, demand.action)
    return any(covers_resource(pattern, demand.resource) for pattern in patterns) != excluded


def concerns_unknown(effect: str, excluded: bool, patterns: list[str], action: str) -> bool:
    """The limit of the emulator: where it cannot tell the resource, an allowance for resources of the action's service counts.

    A denial must be certain to be one, so a denial for some resources is an error then.
    """
    if "*" in patterns:
        return not excluded
    if effect == "Deny" or excluded:
        raise PolicyNotUnderstood("it names resources, and the emulator does not know the request's")
    service = action.split(":", 1)[0]
    return any(like(pattern.split(":")[2], service) for pattern in patterns if pattern.count(":") >= 2)


def concerns_action(statement: dict[str, Any], action: str) -> bool:
    excluded = "NotAction" in statement
    patterns = texts(statement["NotAction" if excluded else "Action"])
    return any(like(pattern.lower(), action.lower()) for pattern in patterns) != excluded


def named(statement: dict[str, Any], principal: Principal) -> Naming:
    names = statement["Principal"]
    if names == "*":
        return Naming.DIRECTLY
    if unknown := set(names) - OTHER_PRINCIPALS - {"AWS"}:
        raise PolicyNotUnderstood(f"it names principals of the kind {', '.join(sorted(unknown))}")
    return max((principal.named_by(name) for name in texts(names.get("AWS", []))), default=Naming.NOT)
