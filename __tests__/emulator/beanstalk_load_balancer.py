"""The Network Load Balancer that Elastic Beanstalk makes for an environment, from its options and its source bundle.

https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-nlb.html
https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-format-resources-eb.html
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import yaml
from moto.elbv2.models import ELBv2Backend

# By namespace and name.
Options = dict[tuple[str, str], str]

ENVIRONMENT = "aws:elasticbeanstalk:environment"
LISTENER = "aws:elbv2:listener:"
PROCESS = "aws:elasticbeanstalk:environment:process:"
VPC = "aws:ec2:vpc"
CROSS_ZONE = "load_balancing.cross_zone.enabled"


def make(backend: ELBv2Backend, environment_id: str, options: Options, bundle: bytes | None) -> str:
    """Without a security group: there is no option for one. Returns the ARN."""
    balancer = backend.create_load_balancer(
        name=f"awseb-{environment_id}"[:32],
        security_groups=[],
        subnet_ids=options[(VPC, "ELBSubnets")].split(","),
        scheme="internal" if options.get((VPC, "ELBScheme")) == "internal" else "internet-facing",
        loadbalancer_type="network",
        tags=[{"Key": "elasticbeanstalk:environment-id", "Value": environment_id}],
    )
    for port, process in listeners(options):
        forward(backend, balancer.arn, environment_id, port, process, options)
    configure(backend, balancer.arn, bundle)
    return str(balancer.arn)


def listeners(options: Options) -> Iterator[tuple[str, str]]:
    """The port and the process of each listener. That of port 80 is there unless it is switched off."""
    named = {namespace.removeprefix(LISTENER) for namespace, _ in options if namespace.startswith(LISTENER)}
    for name in sorted(named | {"default"}):
        if options.get((LISTENER + name, "ListenerEnabled"), "true") == "true":
            yield "80" if name == "default" else name, options.get((LISTENER + name, "DefaultProcess"), "default")


def forward(
    backend: ELBv2Backend, balancer_arn: str, environment_id: str, port: str, process: str, options: Options
) -> None:
    group = backend.create_target_group(
        f"awseb-{environment_id}-{port}",
        protocol="TCP",
        port=options.get((PROCESS + process, "Port"), "80"),
        vpc_id=options[(VPC, "VPCId")],
        target_type="instance",
        healthcheck_protocol="HTTP",
        healthcheck_path=options.get((PROCESS + process, "HealthCheckPath"), "/"),
    )
    backend.create_listener(
        load_balancer_arn=balancer_arn,
        protocol="TCP",
        port=port,
        ssl_policy="",
        certificate=None,
        actions=[{"Type": "forward", "TargetGroupArn": group.arn}],
    )


def configure(backend: ELBv2Backend, arn: str, bundle: bytes | None) -> None:
    """Sets the attributes that the bundle asks for, and those that it does not to AWS's defaults."""
    backend.modify_load_balancer_attributes(arn, {CROSS_ZONE: "false"} | attributes_in(bundle))


def attributes_in(bundle: bytes | None) -> dict[str, str]:
    if bundle is None:
        return {}
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(bundle)) as files:
        for name in sorted(files.namelist()):
            if name.startswith(".ebextensions/") and name.endswith(".config"):
                found |= attributes_of(yaml.safe_load(files.read(name)))
    return found


def attributes_of(configuration: dict[str, Any]) -> dict[str, str]:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-loadbalancer.html"""
    balancer = configuration.get("Resources", {}).get("AWSEBV2LoadBalancer", {})
    attributes = balancer.get("Properties", {}).get("LoadBalancerAttributes", [])
    return {attribute["Key"]: str(attribute["Value"]) for attribute in attributes}


def remove(backend: ELBv2Backend, arn: str) -> None:
    """The load balancer first: one that an endpoint service stands on does not go, and nothing else does then."""
    groups = [group for group in backend.target_groups.values() if arn in group.load_balancer_arns]
    backend.delete_load_balancer(arn)
    for group in groups:
        backend.target_groups.pop(group.arn)
