"""Elastic Beanstalk: applications, their versions and environments, each with a Network Load Balancer of its own.

https://docs.aws.amazon.com/elasticbeanstalk/latest/api/Welcome.html

moto has no application versions, events, settings, changes and ends of environments, keeps no tags but environments', and
makes nothing for an environment. Here one is ready at once, and has a load balancer, but no instances.
"""

import secrets
from collections.abc import Callable, Iterator
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.elasticbeanstalk.exceptions import InvalidParameterValueError
from moto.elasticbeanstalk.models import Application, EBBackend, Environment, eb_backends
from moto.elasticbeanstalk.responses import EBResponse
from moto.elasticbeanstalk.utils import make_arn
from moto.elbv2.models import ELBv2Backend, elbv2_backends
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from . import beanstalk_load_balancer
from .extending import adds, replaces

# The settings whose values are lists in whatever order: AWS does not keep the writer's.
LISTS = ("Subnets", "ELBSubnets", "SecurityGroups")


@replaces(EBBackend)
def create_application(original: Callable[..., Application], self: EBBackend, application_name: str) -> Application:
    application = original(self, application_name)
    application.versions = {}
    disabled = {"Enabled": False}
    lifecycle = {"VersionLifecycleConfig": {"MaxCountRule": disabled, "MaxAgeRule": disabled}}
    application.resource_lifecycle_config = lifecycle
    return application


@replaces(EBResponse)
def create_application(original: Callable[..., ActionResult], self: EBResponse) -> ActionResult:  # noqa: F811
    result = original(self)
    application = result.result["Application"]
    application.application_arn = application.arn
    application.description = self._get_param("Description")
    tag(self, application.arn)
    return ActionResult({"Application": described(application)})


@replaces(EBResponse)
def describe_applications(original: Callable[..., ActionResult], self: EBResponse) -> ActionResult:
    names = self._get_param("ApplicationNames", [])
    found = self.elasticbeanstalk_backend.applications.values()
    return ActionResult({"Applications": [described(each) for each in found if not names or each.application_name in names]})


def described(application: Application) -> dict[str, Any]:
    return {
        "ApplicationArn": application.arn,
        "ApplicationName": application.application_name,
        "Description": application.description,
        "Versions": list(application.versions),
        "ResourceLifecycleConfig": application.resource_lifecycle_config,
    }


def application_of(response: EBResponse) -> Application:
    name = response._get_param("ApplicationName")
    application = response.elasticbeanstalk_backend.applications.get(name)
    if application is None:
        raise InvalidParameterValueError(f"No Application named '{name}' found.")
    return application


@adds(EBResponse)
def create_application_version(self: EBResponse) -> ActionResult:
    """https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateApplicationVersion.html: the bundle must be there."""
    application = application_of(self)
    label = self._get_param("VersionLabel")
    if label in application.versions:
        raise InvalidParameterValueError(f"Application Version {label} already exists.")
    source = self._get_param("SourceBundle")
    if bundle_at(application, source) is None:
        where = f"Bucket: {source['S3Bucket']} Object: {source['S3Key']}"
        raise InvalidParameterValueError(f"Unable to download from S3 location ({where}).")
    arn = make_arn(self.region, self.current_account, "applicationversion", f"{application.application_name}/{label}")
    application.versions[label] = {
        "ApplicationVersionArn": arn,
        "ApplicationName": application.application_name,
        "Description": self._get_param("Description"),
        "VersionLabel": label,
        "SourceBundle": source,
        "DateCreated": utcnow(),
        "DateUpdated": utcnow(),
        "Status": "PROCESSED",
    }
    tag(self, arn)
    return ActionResult({"ApplicationVersion": application.versions[label]})


@adds(EBResponse)
def describe_application_versions(self: EBResponse) -> ActionResult:
    labels = self._get_param("VersionLabels", [])
    versions = application_of(self).versions.values()
    found = [version for version in versions if not labels or version["VersionLabel"] in labels]
    return ActionResult({"ApplicationVersions": found})


@adds(EBResponse)
def delete_application_version(self: EBResponse) -> ActionResult:
    """https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_DeleteApplicationVersion.html: not one that runs somewhere.
    AWS documents the rule, not the words of the error.
    """
    application = application_of(self)
    label = self._get_param("VersionLabel")
    if any(environment.version_label == label for environment in running(application)):
        raise InUse(f"Application version {label} is associated with a running environment.")
    application.versions.pop(label, None)
    return EmptyResult()


class InUse(InvalidParameterValueError):
    code = "OperationInProgressFailure"


def bundle_at(application: Application, source: dict[str, str]) -> bytes | None:
    buckets = s3_backends[application.account_id][get_partition(application.region)].buckets
    if source["S3Bucket"] not in buckets or source["S3Key"] not in buckets[source["S3Bucket"]].keys:
        return None
    return bytes(buckets[source["S3Bucket"]].keys[source["S3Key"]].value)


def bundle_of(environment: Environment) -> bytes | None:
    """Nothing where the environment runs AWS's sample application."""
    application = environment.application
    version = application.versions.get(environment.version_label)
    return None if version is None else bundle_at(application, version["SourceBundle"])


def running(application: Application) -> list[Environment]:
    return [each for each in application.environments.values() if each.status != "Terminated"]


@replaces(EBResponse)
def create_environment(original: Callable[..., ActionResult], self: EBResponse) -> ActionResult:
    prefix = self._get_param("CNAMEPrefix") or f"{self._get_param('EnvironmentName')}.{secrets.token_hex(4)}"
    cname = f"{prefix}.{self.region}.elasticbeanstalk.com"
    if any(environment.cname == cname for environment in environments_in(self.region)):
        raise InvalidParameterValueError(f"DNS name ({cname}) is not available.")
    environment: Environment = original(self).result
    environment.cname = cname
    environment.environment_id = "e-" + secrets.token_hex(5)
    environment.endpoint_url = f"awseb-{environment.environment_id}.elb.{self.region}.amazonaws.com"
    environment.solution_stack_name = self._get_param("SolutionStackName")
    environment.version_label = self._get_param("VersionLabel")
    environment.options = {}
    change_options(self, environment)
    environment.load_balancer_arn = beanstalk_load_balancer.make(
        load_balancing_of(environment), environment.environment_id, environment.options, bundle_of(environment)
    )
    return ActionResult(environment)


def environments_in(region: str) -> Iterator[Environment]:
    """Of every account: an environment's address is one of the whole Region."""
    for regions in list(eb_backends.values()):
        for application in regions[region].applications.values() if region in regions else ():
            yield from running(application)


def load_balancing_of(environment: Environment) -> ELBv2Backend:
    return elbv2_backends[environment.application.account_id][environment.region]


def change_options(response: EBResponse, environment: Environment) -> None:
    for option in response._get_param("OptionsToRemove", []):
        environment.options.pop((option["Namespace"], option["OptionName"]), None)
    for option in response._get_param("OptionSettings", []):
        environment.options[(option["Namespace"], option["OptionName"])] = option["Value"]


def environment_of(response: EBResponse) -> Environment:
    wanted = (response._get_param("EnvironmentId"), response._get_param("EnvironmentName"))
    for application in response.elasticbeanstalk_backend.applications.values():
        for environment in running(application):
            if environment.environment_id == wanted[0] or environment.environment_name == wanted[1]:
                return environment
    raise InvalidParameterValueError(f"No Environment found for {wanted[0] or wanted[1]}.")


@adds(EBResponse)
def update_environment(self: EBResponse) -> ActionResult:
    """A load balancer's type, scheme and subnets stay; what another bundle asks of it is done."""
    environment = environment_of(self)
    environment.version_label = self._get_param("VersionLabel") or environment.version_label
    environment.solution_stack_name = self._get_param("SolutionStackName") or environment.solution_stack_name
    change_options(self, environment)
    beanstalk_load_balancer.configure(
        load_balancing_of(environment), environment.load_balancer_arn, bundle_of(environment)
    )
    return ActionResult(environment)


@replaces(EBResponse)
def describe_environments(original: Callable[..., ActionResult], self: EBResponse) -> ActionResult:
    """One that is terminated can be seen for an hour."""
    ids, names = self._get_param("EnvironmentIds", []), self._get_param("EnvironmentNames", [])
    application, version = self._get_param("ApplicationName"), self._get_param("VersionLabel")
    found = [
        each
        for each in self.elasticbeanstalk_backend.describe_environments()
        if (not ids or each.environment_id in ids)
        and (not names or each.environment_name in names)
        and application in (None, each.application_name)
        and version in (None, each.version_label)
    ]
    return ActionResult({"Environments": found})


@adds(EBResponse)
def describe_environment_resources(self: EBResponse) -> ActionResult:
    environment = environment_of(self)
    others = ("AutoScalingGroups", "Instances", "LaunchConfigurations", "LaunchTemplates", "Triggers", "Queues")
    resources = {kind: [] for kind in others} | {
        "EnvironmentName": environment.environment_name,
        "LoadBalancers": [{"Name": environment.load_balancer_arn}],
    }
    return ActionResult({"EnvironmentResources": resources})


@adds(EBResponse)
def describe_configuration_settings(self: EBResponse) -> ActionResult:
    environment = environment_of(self)
    options = [
        {"Namespace": namespace, "OptionName": name, "Value": reordered(value) if name in LISTS else value}
        for (namespace, name), value in environment.options.items()
    ]
    settings = {
        "ApplicationName": environment.application_name,
        "EnvironmentName": environment.environment_name,
        "SolutionStackName": environment.solution_stack_name,
        "OptionSettings": options,
    }
    return ActionResult({"ConfigurationSettings": [settings]})


def reordered(value: str) -> str:
    return ",".join(reversed(value.split(",")))


@adds(EBResponse)
def describe_events(self: EBResponse) -> ActionResult:
    return ActionResult({"Events": []})


@adds(EBResponse)
def terminate_environment(self: EBResponse) -> ActionResult:
    environment = environment_of(self)
    beanstalk_load_balancer.remove(load_balancing_of(environment), environment.load_balancer_arn)
    environment.status = "Terminated"
    return ActionResult(environment)


def tag(response: EBResponse, arn: str) -> None:
    tags = {each["Key"]: each["Value"] for each in response._get_param("Tags", [])}
    tags_of(response.elasticbeanstalk_backend, arn).update(tags)


def tags_of(backend: EBBackend, arn: str) -> dict[str, str]:
    """Of an application or a version: moto knows environments' only."""
    tags: dict[str, dict[str, str]] = backend.__dict__.setdefault("tags_by_arn", {})
    return tags.setdefault(arn, {})


@replaces(EBBackend)
def list_tags_for_resource(
    original: Callable[..., dict[str, str]], self: EBBackend, resource_arn: str
) -> dict[str, str]:
    if ":environment/" in resource_arn:
        return original(self, resource_arn)
    return tags_of(self, resource_arn)
