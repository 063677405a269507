"""Every call is logged in one line: account, service, action, status, and who called. One that the emulator lacks, or that breaks it, answers 400 and is logged so that a test
can fail on it.

moto answers such calls with 500 and a stack trace, which the AWS provider takes for a passing fault: it repeats the call 25
times, and no environment variable keeps it from that.
"""

import sys
import traceback
from collections.abc import Callable
from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse

from .callers import name_in
from .extending import replaces

UNIMPLEMENTED = "EMULATOR-LACKS"
FAILED = "EMULATOR-FAILED"


def log(*words: object) -> None:
    print(*words, file=sys.stderr, flush=True)


@replaces(BaseResponse)
def call_action(original: Callable[..., Any], self: BaseResponse) -> Any:
    call = f"{self.current_account} {self.service_name} {self._get_action()}"
    try:
        status, headers, body = original(self)
    except NotImplementedError as lacking:
        log(UNIMPLEMENTED, call, str(lacking).splitlines()[0])
        return refusal(self, "UnsupportedOperation", f"The emulator lacks {call}")
    except Exception as failure:
        log(FAILED, call, traceback.format_exc())
        return refusal(self, "EmulatorFailed", f"The emulator failed at {call}: {failure}")
    log_answer(call, status, self.headers)
    return status, headers, body


def log_answer(call: str, status: object, headers: Any) -> None:
    log(call, status, "to", name_in(headers))


def refusal(response: BaseResponse, code: str, message: str, status: int = 400) -> Any:
    """An error in the service's own protocol that no client repeats. moto tells the service by the error's module."""
    kind = type("Refusal", (ServiceException,), {"__module__": type(response).__module__})
    _, headers, body = response.serialized(ActionResult(kind(code, message)))
    headers["status"] = str(status)
    return status, headers, body
