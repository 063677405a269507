"""Paths and analyses of Reachability Analyzer.

https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html

moto has neither. What is asked for must be of the account that asks; whether there is a path is not reasoned about: every
analysis finds one, so that no test takes an answer for evidence.
"""

import uuid
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.responses import EC2Response

from .extending import adds

PARAMETERS = ("Source", "Destination", "SourceIp", "DestinationIp", "Protocol", "DestinationPort", "FilterAtSource", "FilterAtDestination")
PORTS = ("FromPort", "ToPort")


def things_of(backend: EC2Backend, kind: str) -> dict[str, dict[str, Any]]:
    """By their IDs."""
    kinds: dict[str, dict[str, dict[str, Any]]] = backend.__dict__.setdefault("network_insights", {})
    return kinds.setdefault(kind, {})


def found(backend: EC2Backend, kind: str, thing_id: str) -> dict[str, Any]:
    thing = things_of(backend, kind).get(thing_id)
    if thing is None:
        raise EC2ClientError(f"InvalidNetworkInsights{kind}Id.NotFound", f"The ID '{thing_id}' does not exist")
    return thing


def described(self: EC2Response, kind: str, ids: list[str]) -> list[dict[str, Any]]:
    everything = things_of(self.ec2_backend, kind)
    return [found(self.ec2_backend, kind, each) for each in ids] if ids else list(everything.values())


def tags_of(self: EC2Response) -> list[dict[str, str]]:
    return [tag for each in self._get_param("TagSpecifications", []) for tag in each.get("Tags", [])]


def require_end(backend: EC2Backend, end: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInsightsPath.html: another account's by its ARN."""
    match end.rpartition("-")[0]:
        case "i":
            backend.get_instance(end)
        case "vpce":
            backend.get_vpc_end_point(end)
        case "vpce-svc":
            backend.describe_vpc_endpoint_service_configurations([end])
        case _:
            raise EC2ClientError("InvalidParameterValue", f"The resource {end} is of no kind that the emulator analyses")


@adds(EC2Response)
def create_network_insights_path(self: EC2Response) -> ActionResult:
    path = {name: value for name in PARAMETERS if (value := self._get_param(name)) is not None}
    for filtered in ("FilterAtSource", "FilterAtDestination"):
        for ports in [value for value in path.get(filtered, {}).values() if isinstance(value, dict)]:
            ports.update({name: int(ports[name]) for name in PORTS})
    for end in (path["Source"], path.get("Destination")):
        if end is not None:
            require_end(self.ec2_backend, end)
    path_id = f"nip-{uuid.uuid4().hex[:17]}"
    path |= {
        "NetworkInsightsPathId": path_id,
        "NetworkInsightsPathArn": f"arn:aws:ec2:{self.region}:{self.current_account}:network-insights-path/{path_id}",
        "CreatedDate": utcnow(),
        "Tags": tags_of(self),
    }
    things_of(self.ec2_backend, "Path")[path_id] = path
    return ActionResult({"NetworkInsightsPath": path})


@adds(EC2Response)
def describe_network_insights_paths(self: EC2Response) -> ActionResult:
    return ActionResult({"NetworkInsightsPaths": described(self, "Path", self._get_param("NetworkInsightsPathIds", []))})


@adds(EC2Response)
def delete_network_insights_path(self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInsightsPath.html: its analyses first."""
    path_id = self._get_param("NetworkInsightsPathId")
    found(self.ec2_backend, "Path", path_id)
    analyses = things_of(self.ec2_backend, "Analysis").values()
    if any(each["NetworkInsightsPathId"] == path_id for each in analyses):
        raise EC2ClientError("AnalysisExistsForNetworkInsightsPath", f"The path {path_id} has analyses")
    del things_of(self.ec2_backend, "Path")[path_id]
    return ActionResult({"NetworkInsightsPathId": path_id})


@adds(EC2Response)
def start_network_insights_analysis(self: EC2Response) -> ActionResult:
    path_id = self._get_param("NetworkInsightsPathId")
    found(self.ec2_backend, "Path", path_id)
    analysis_id = f"nia-{uuid.uuid4().hex[:17]}"
    analysis = {
        "NetworkInsightsAnalysisId": analysis_id,
        "NetworkInsightsAnalysisArn": f"arn:aws:ec2:{self.region}:{self.current_account}:network-insights-analysis/{analysis_id}",
        "NetworkInsightsPathId": path_id,
        "StartDate": utcnow(),
        "Status": "succeeded",
        "NetworkPathFound": True,
        "Tags": tags_of(self),
    }
    things_of(self.ec2_backend, "Analysis")[analysis_id] = analysis
    return ActionResult({"NetworkInsightsAnalysis": analysis})


@adds(EC2Response)
def describe_network_insights_analyses(self: EC2Response) -> ActionResult:
    ids = self._get_param("NetworkInsightsAnalysisIds", [])
    return ActionResult({"NetworkInsightsAnalyses": described(self, "Analysis", ids)})


@adds(EC2Response)
def delete_network_insights_analysis(self: EC2Response) -> ActionResult:
    analysis_id = self._get_param("NetworkInsightsAnalysisId")
    found(self.ec2_backend, "Analysis", analysis_id)
    del things_of(self.ec2_backend, "Analysis")[analysis_id]
    return ActionResult({"NetworkInsightsAnalysisId": analysis_id})
