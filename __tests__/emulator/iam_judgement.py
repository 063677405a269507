"""Whether a caller may do what a call needs.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html

Not modelled, because nothing here makes them: policies of organizations and of VPC endpoints, session policies, access
control lists, and S3's block of public access (which only ever takes away).
"""

from dataclasses import dataclass

from .iam_policies import Demand, Naming, Opinion, Policy, Principal


@dataclass(frozen=True)
class Caller:
    """Somebody who calls, and what the policies of the own account say of them."""

    # How the log calls them.
    name: str
    principal: Principal
    # Whether the account lets them do everything, as it does with its administrators.
    administrator: bool
    policies: tuple[Policy, ...] = ()
    boundary: Policy | None = None


@dataclass(frozen=True)
class Resource:
    """Who owns what a call is about, and what the resource's own policy says."""

    account: str
    policy: Policy | None
    # Roles trust nobody by default, not even their own account; buckets leave it to the account's own policies.
    must_allow: bool = False


def objection(caller: Caller, demand: Demand, resource: Resource | None) -> str | None:
    """Why the demand is denied; none when it is allowed. @param resource: none where there is no policy of a resource"""
    opinions = [policy.opinion(demand) for policy in caller.policies]
    boundary = caller.boundary.opinion(demand) if caller.boundary is not None else Opinion(allowed=True)
    if resource is None or resource.policy is None:
        granted = Opinion()
    else:
        granted = resource.policy.opinion(demand, caller.principal)

    if granted.denied or boundary.denied or any(opinion.denied for opinion in opinions):
        return "an explicit deny"
    if not (caller.administrator or any(opinion.allowed for opinion in opinions)):
        lacking = "no identity-based policy allows it"
    else:
        lacking = None if boundary.allowed else "its permissions boundary does not allow it"
    if resource is None:
        return lacking
    if caller.principal.account == resource.account:
        return objection_at_home(lacking, boundary, granted.naming, resource)
    if granted.naming == Naming.NOT:
        return "no resource-based policy of the other account allows it"
    # Somebody who has not signed has no account that could object.
    return None if caller.principal.account is None else lacking


def objection_at_home(lacking: str | None, boundary: Opinion, naming: Naming, resource: Resource) -> str | None:
    """Within an account the resource's policy is enough where it names the caller, and needed for roles."""
    if naming == Naming.DIRECTLY or (naming == Naming.BY_ROLE and boundary.allowed):
        return None
    if resource.must_allow and naming == Naming.NOT:
        return "no resource-based policy allows it"
    return lacking
