"""Whose policies judge a caller.

Sessions of roles that the emulated IAM of their account holds are judged by what it says of the role. The base credentials
(`test`) and sessions of roles that it does not hold, such as OrganizationAccountAccessRole, are administrators of their
account: they are how a test gets in, and how the bootstrap runs.
"""

from moto.iam.models import Role

from .callers import BASE_KEY, Signer, iam_of, role_at, sessions_of_roles
from .iam_judgement import Caller
from .iam_patterns import Context, PolicyNotUnderstood
from .iam_policies import Policy, Principal

ANONYMOUS = Caller("nobody", Principal(None, None, None), administrator=False)


def caller_of(signer: Signer | None) -> Caller:
    """@param signer: none of a request that is not signed"""
    if signer is None:
        return ANONYMOUS
    principal = Principal(signer.account, arn_of(signer), None if signer.session is None else signer.session.arn)
    if signer.session is None or signer.session.access_key_id not in sessions_of_roles:
        return Caller(signer.name, principal, administrator=True)
    role = role_at(sessions_of_roles[signer.session.access_key_id])
    if role is None:
        return Caller(signer.name, principal, administrator=False)
    return Caller(signer.name, principal, False, tuple(policies_of(role)), boundary_of(role, signer.account))


def arn_of(signer: Signer) -> str:
    """`aws:PrincipalArn`: of a session it is the role's."""
    return signer.role_arn or f"arn:aws:iam::{signer.account}:user/{BASE_KEY}"


def policies_of(role: Role) -> list[Policy]:
    inline = [Policy(document, f"{name} of {role.name}") for name, document in role.policies.items()]
    return inline + [policy_at(arn, role.account_id) for arn in role.managed_policies]


def boundary_of(role: Role, account: str) -> Policy | None:
    return policy_at(role.permissions_boundary_arn, account) if role.permissions_boundary_arn else None


def policy_at(arn: str, account: str) -> Policy:
    """A managed policy as it is now: its default version."""
    policy = iam_of(account).managed_policies.get(arn)
    if policy is None:
        raise PolicyNotUnderstood(f"the policy {arn} does not exist")
    version = next(version for version in policy.versions if version.version_id == policy.default_version_id)
    return Policy(version.document, arn)


def context_of(caller: Caller) -> Context:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"""
    account, role = caller.principal.account, caller.principal.role
    kind = "Anonymous" if account is None else "User" if caller.principal.session is None else "AssumedRole"
    return {
        "aws:principalarn": () if role is None else (role,),
        "aws:principalaccount": (account or "anonymous",),
        "aws:principaltype": (kind,),
        "aws:principalisawsservice": ("false",),
        "aws:viaawsservice": ("false",),
        "aws:calledvia": (),
        "aws:sourceaccount": (),
        "aws:sourcearn": (),
        "aws:username": (),
    }
