"""The server: one port for every service, account and Region; it stops when whoever started it goes away."""

import argparse
import importlib
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

from .calls import FAILED, UNIMPLEMENTED, log

# Each area mends moto when it is imported.
AREAS = (
    "zones",
    "addresses",
    "vpc_blocks",
    "instances",
    "network_interfaces",
    "security_groups",
    "vpc_peering",
    "peer_groups",
    "vpn_gateways",
    "customer_gateways",
    "vpn_connections",
    "route_tables",
    "network_acls",
    "endpoint_services",
    "endpoint_connections",
    "private_dns",
    "interface_endpoints",
    "resource_gateways",
    "resource_configurations",
    "resource_shares",
    "ram",
    "resource_endpoints",
    "load_balancing",
    "load_balancer_targets",
    "resolver_endpoints",
    "network_insights",
    "launch_templates",
    "auto_scaling",
    "instance_refreshes",
    "beanstalk",
    "bucket_policies",
    "route53",
    "parameters",
    "secret_values",
    "s3_lifecycle",
    "s3_versions",
    "s3_calls",
)
# The area that judges requests, imported after all others: nothing may answer before it.
ENFORCEMENT = "iam_enforcement"


class OneAtATime:
    """Answers requests one after the other: moto's models are not made for several threads at once."""

    def __init__(self, judgements: Callable[[], int] | None) -> None:
        """@param judgements: how many requests have been judged so far; none where nothing is judged"""
        self.judgements = judgements
        self.application = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self.lock:
            before = self.judgements and self.judgements()
            status, headers, body = self.answer(environ)
            if self.judgements is not None and self.judgements() == before and not status.startswith("400"):
                log(FAILED, environ["REQUEST_METHOD"], environ["PATH_INFO"], "was answered without being judged")
        start_response(status, headers)
        return body

    def answer(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], Iterable[bytes]]:
        """moto's answer; 400 where it knows no such path, or broke before it came to the action (`calls` sees to the rest)."""
        call = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        try:
            body, status, headers = run_wsgi_app(self.application, environ, buffered=True)
        except Exception:
            log(FAILED, call, traceback.format_exc())
            return "400 BAD REQUEST", [], [b""]
        if status.startswith("404") and headers.get("Content-Type", "").startswith("text/html"):
            log(UNIMPLEMENTED, call, "is no path of a service")
            return "400 BAD REQUEST", headers.to_wsgi_list(), body
        return status, headers.to_wsgi_list(), body


class Quiet(WSGIRequestHandler):
    """Leaves the log to the line that names account, service and action."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Said by `calls` already."""


def stop_with_parent() -> None:
    """Whoever started the server holds its standard input open; when it ends, by whatever death, so does the server."""
    sys.stdin.read()
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (the default) is any free port")
    parser.add_argument("--enforce-iam", action="store_true", help="judge every request by the policies that apply to it")
    parser.add_argument("--organization", default="", help="accounts, with commas, of an organization that shares by itself")
    options = parser.parse_args()
    for area in AREAS:
        importlib.import_module(f"{__package__}.{area}")
    importlib.import_module(f"{__package__}.resource_shares").organization.update(filter(None, options.organization.split(",")))
    enforcement = importlib.import_module(f"{__package__}.{ENFORCEMENT}") if options.enforce_iam else None
    application = OneAtATime(enforcement and enforcement.judgements)
    server = make_server("127.0.0.1", options.port, application, threaded=True, request_handler=Quiet)
    threading.Thread(target=stop_with_parent, daemon=True).start()
    print(json.dumps({"port": server.port}), flush=True)
    server.serve_forever()
