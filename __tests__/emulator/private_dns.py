"""Private DNS names of endpoint services: who may have one, and when an endpoint may use it.

https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html

moto takes every name for verified, has no verification, and lets every endpoint use a name at any time.
"""

import uuid
from collections.abc import Callable, Iterator

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.vpc_service_configuration import VPCServiceConfiguration
from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.responses import EC2Response
from moto.route53.models import FakeZone, route53_backends

from .endpoint_services import service_named
from .extending import MotoChanged, adds, replaces

PENDING, VERIFIED, FAILED = "pendingVerification", "verified", "failed"

# The verification of each service's name, by the service's id: (name, state). Another name starts anew.
verifications: dict[str, tuple[str, str]] = {}


def state_of(service: VPCServiceConfiguration) -> str:
    name, state = verifications.get(service.id, ("", PENDING))
    return state if name == service.private_dns_name else PENDING


def token(service: VPCServiceConfiguration, purpose: str) -> str:
    """The same as long as the service has the name."""
    return uuid.uuid5(uuid.NAMESPACE_DNS, f"{purpose} {service.id} {service.private_dns_name}").hex[:20]


def configuration(service: VPCServiceConfiguration) -> dict[str, str]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrivateDnsNameConfiguration.html"""
    if not service.private_dns_name:
        return {}
    return {
        "State": state_of(service),
        "Type": "TXT",
        "Name": f"_{token(service, 'name')}",
        "Value": f"vpce:{token(service, 'value')}",
    }


if not isinstance(vars(VPCServiceConfiguration).get("private_dns_name_configuration"), property):
    raise MotoChanged("moto's VPCServiceConfiguration has no property `private_dns_name_configuration` any more")
VPCServiceConfiguration.private_dns_name_configuration = property(configuration)  # type: ignore[method-assign]


def zones() -> Iterator[FakeZone]:
    for partitions in list(route53_backends.values()):
        for backend in partitions.values():
            yield from backend.zones.values()


def is_published(name: str, value: str) -> bool:
    """Whether everybody who asks for the text of a name gets a value: what stands in private zones is nobody else's."""
    return any(
        record.type == "TXT" and record.name.rstrip(".") == name and f'"{value}"' in record.records
        for zone in zones()
        if not zone.private_zone
        for record in zone.rrsets
    )


def owns_name(service: VPCServiceConfiguration) -> bool:
    """The record may stand in the name's own domain or in one around it."""
    proof = configuration(service)
    labels = service.private_dns_name.split(".")
    domains = (".".join(labels[place:]) for place in range(len(labels) - 1))
    return any(is_published(f"{proof['Name']}.{domain}", proof["Value"]) for domain in domains)


@adds(EC2Response)
def start_vpc_endpoint_service_private_dns_verification(self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartVpcEndpointServicePrivateDnsVerification.html

    Verified or failed at once: AWS takes minutes. AWS does not document the error of a service without a name.
    """
    service = self.ec2_backend.describe_vpc_endpoint_service_configurations([self._get_param("ServiceId")])[0]
    if not service.private_dns_name:
        raise EC2ClientError("InvalidParameter", f"The service {service.id} does not have a private DNS name.")
    verifications[service.id] = (service.private_dns_name, VERIFIED if owns_name(service) else FAILED)
    return ActionResult({"ReturnValue": True})


@replaces(EC2Response)
def modify_vpc_endpoint_service_configuration(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServiceConfiguration.html"""
    result = original(self)
    if self._get_bool_param("RemovePrivateDnsName", False):
        self.ec2_backend.configurations[self._get_param("ServiceId")].private_dns_name = None
    return result


def require_private_dns(
    backend: EC2Backend, vpc_id: str, service: VPCServiceConfiguration | None, endpoint: VPCEndPoint | None = None
) -> None:
    """Refuse to turn an endpoint's private DNS on before AWS would. The words are AWS's own, as users report them.

    ``endpoint`` is none while it is made: then only a service that accepts by itself can have its connection accepted.
    """
    vpc = backend.get_vpc(vpc_id)
    if not all(str(attribute).lower() == "true" for attribute in (vpc.enable_dns_support, vpc.enable_dns_hostnames)):
        raise refusal(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for "
            f"{vpc_id}"
        )
    if service is None:
        return
    if not service.private_dns_name:
        raise refusal(
            f"Private DNS can't be enabled because the service {service.service_name} does not provide a private DNS name."
        )
    if state_of(service) != VERIFIED:
        raise refusal(
            f"Private DNS can't be enabled because the service {service.service_name} has not verified the private DNS name."
        )
    if service.acceptance_required if endpoint is None else endpoint.state != "available":
        raise refusal(
            "Private DNS can only be enabled after the endpoint connection is accepted by the owner of "
            f"{service.service_name}."
        )
    if service.private_dns_name in names_in(backend, vpc_id):
        raise refusal(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
            f"{service.private_dns_name} in the VPC {vpc_id}"
        )


def refusal(message: str) -> EC2ClientError:
    return EC2ClientError("InvalidParameter", message)


def names_in(backend: EC2Backend, vpc_id: str) -> Iterator[str]:
    """What private zones of a VPC are called, those that AWS makes for endpoints among them."""
    for zone in zones():
        if any(vpc["vpc_id"] == vpc_id for vpc in zone.vpcs):
            yield zone.name.rstrip(".")
    for endpoint in backend.vpc_end_points.values():
        if endpoint.vpc_id == vpc_id:
            yield from (entry["DnsName"] for entry in endpoint.dns_entries or [])


def private_entry(endpoint: VPCEndPoint, service: VPCServiceConfiguration) -> dict[str, str]:
    """The private name of an endpoint, in a zone that AWS makes for it and nobody sees."""
    zone_id = uuid.uuid5(uuid.NAMESPACE_URL, endpoint.id).hex[:20].upper()
    return {"DnsName": service.private_dns_name, "HostedZoneId": f"Z{zone_id}"}
