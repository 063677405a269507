"""S3: its calls are logged as those of other services are, which moto answers by another way."""

from collections.abc import Callable
from typing import Any

from moto.core.mime_types import APP_XML
from moto.s3.responses import S3Response

from .calls import log_answer
from .extending import replaces
from .s3_actions import S3Request, UnknownRequest


def request_of(response: S3Response, request: Any, full_url: str) -> S3Request:
    """The request, once moto has read it."""
    bucket = response.parse_bucket_name_from_url(request, full_url) or ""
    return S3Request(
        method=request.method,
        bucket=bucket,
        key=response.parse_key_name() or None if bucket else None,
        query=dict(request.args),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=response.body,
    )


def actions_in_log(asked: S3Request) -> str:
    """The actions without repetitions, for one word in the log."""
    try:
        return ",".join(dict.fromkeys(action.removeprefix("s3:") for action, _ in asked.actions()))
    except UnknownRequest as unknown:
        return str(unknown).replace(" ", "-")


def logged(original: Callable[..., Any], self: S3Response, request: Any, full_url: str, headers: Any) -> Any:
    status, answered, body = original(self, request, full_url, headers)
    # An answer to HEAD has no body; without a type it would pass for one that says that there is no such path.
    answered.setdefault("content-type", APP_XML)
    actions = actions_in_log(request_of(self, request, full_url))
    log_answer(f"{self.current_account} s3 {actions}", status, request.headers)
    return status, answered, body


@replaces(S3Response)
def bucket_response(original: Callable[..., Any], self: S3Response, *arguments: Any) -> Any:
    return logged(original, self, *arguments)


@replaces(S3Response)
def key_response(original: Callable[..., Any], self: S3Response, *arguments: Any) -> Any:
    return logged(original, self, *arguments)
