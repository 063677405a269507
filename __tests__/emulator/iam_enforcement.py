"""Judges every request as AWS does, before it is answered (`python -m emulator --enforce-iam`).

What a policy says and the emulator does not understand is logged as its failure, and denies: a test that ends well has met
no such thing.
"""

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from moto.core.responses import BaseResponse
from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

from .callers import Stranger, role_at, signer_of
from .calls import FAILED, log, refusal
from .extending import replaces
from .iam_callers import caller_of, context_of
from .iam_judgement import Caller, Resource, objection
from .iam_patterns import Context, PolicyNotUnderstood
from .iam_policies import Demand, Policy
from .iam_requests import Call
from .iam_s3 import s3_objection
from .iam_secrets import policy_of
from .s3_actions import UnknownRequest
from .s3_calls import actions_in_log, request_of

# The emulator speaks plain HTTP, and takes each request for one that came by this version of TLS, unless this header says
# another version, or `none`.
TLS_HEADER = "X-Emulated-Tls"
TLS_VERSION = "1.2"
# Errors that say "denied", where services spell them in their own way.
CODES = {
    "ec2": "UnauthorizedOperation",
    **{service: "AccessDeniedException" for service in ("kms", "logs", "route53resolver", "secretsmanager", "ssm")},
}

# How many requests have been judged: `server` sees to it that none is answered without.
judged = 0


def judgements() -> int:
    return judged


def transport(headers: Any) -> Context:
    version = headers.get(TLS_HEADER, TLS_VERSION)
    if version == "none":
        return {"aws:securetransport": ("false",), "s3:tlsversion": ()}
    return {"aws:securetransport": ("true",), "s3:tlsversion": (version,)}


def judge(headers: Any, judgement: Callable[[Caller, Context], str | None], call: str) -> str | None:
    """Why a request is denied; none when it is allowed. A denial is logged."""
    global judged
    judged += 1
    try:
        signer = signer_of(headers)
        caller = caller_of(signer)
        region = () if signer is None else (signer.region,)
        context = {**transport(headers), **context_of(caller), "aws:requestedregion": region}
        reason = judgement(caller, context)
    except Stranger as stranger:
        log(call, 403, "to", stranger)
        return str(stranger)
    except (PolicyNotUnderstood, UnknownRequest) as problem:
        log(FAILED, call, problem)
        return f"the emulator cannot judge it: {problem}"
    if reason is not None:
        log(call, 403, "to", f"{caller.name}:", reason)
    return reason


ASSUMING = "sts:AssumeRole"


def resource_of(demand: Demand) -> Resource | None:
    """Roles have policies that say who may assume them; so have keys, and secrets may have; no other thing here but buckets."""
    if demand.resource is None or demand.resource == "*":
        return None
    service = demand.action.split(":")[0]
    if demand.action == ASSUMING:
        role = role_at(demand.resource)
        document, title = (None, "") if role is None else (role.assume_role_policy_document, f"trust policy of {role.name}")
    elif service in ("kms", "secretsmanager"):
        document, title = policy_of(demand.resource), f"policy of {demand.resource}"
    else:
        return None
    policy = None if document is None else Policy(document, title)
    # https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html: like a role, a key obeys its own policy first.
    must_allow = demand.action == ASSUMING or (service == "kms" and policy is not None)
    return Resource(demand.resource.split(":")[4], policy, must_allow)


def first_objection(caller: Caller, demands: list[Demand]) -> str | None:
    for demand in demands:
        # Nobody needs permission for it: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
        if demand.action == "sts:GetCallerIdentity":
            continue
        resource = resource_of(demand)
        # A role that is not there: administrators become administrators of its account by it (`iam_callers`).
        if demand.action == ASSUMING and resource is not None and resource.policy is None and caller.administrator:
            continue
        if (reason := objection(caller, demand, resource)) is not None:
            about = demand.resource or "a resource of it"
            return f"{caller.name} is not authorized to perform {demand.action} on {about}: {reason}"
    return None


@replaces(BaseResponse)
def call_action(original: Callable[..., Any], self: BaseResponse) -> Any:
    def judgement(caller: Caller, context: Context) -> str | None:
        return first_objection(caller, Call(self).demands(context))

    reason = judge(self.headers, judgement, f"{self.current_account} {self.service_name} {self._get_action()}")
    if reason is None:
        return original(self)
    return refusal(self, CODES.get(self.service_name or "", "AccessDenied"), reason, 403)


def s3_guarded(original: Callable[..., Any], self: S3Response, request: Any, full_url: str, headers: Any) -> Any:
    self.setup_class(request, full_url, headers)
    asked = request_of(self, request, full_url)

    def judgement(caller: Caller, context: Context) -> str | None:
        return s3_objection(caller, asked, context)

    reason = judge(request.headers, judgement, f"{self.current_account} s3 {actions_in_log(asked)}")
    if reason is None:
        return original(self, request, full_url, headers)
    sentence = "" if asked.method == "HEAD" else f"<Error><Code>AccessDenied</Code><Message>{escape(reason)}</Message></Error>"
    return self._send_response((403, {}, sentence))


@replaces(S3Response)
def bucket_response(original: Callable[..., Any], self: S3Response, *arguments: Any) -> Any:
    return s3_guarded(original, self, *arguments)


@replaces(S3Response)
def key_response(original: Callable[..., Any], self: S3Response, *arguments: Any) -> Any:
    return s3_guarded(original, self, *arguments)


@replaces(FakeBucket)
def get_permission(original: Callable[..., Any], self: FakeBucket, action: str, resource: str) -> PermissionResult:
    """moto judges again, without conditions: what has come so far is allowed."""
    return PermissionResult.PERMITTED
