"""Network interfaces that somebody made: what becomes of them while an instance or a service has them.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html

moto attaches one to several instances and to those of other zones, deletes any, and assigns any address.
"""

from collections.abc import Callable

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance
from moto.ec2.responses import EC2Response

from .addresses import free_addresses, require_usable
from .extending import replaces


def require_free(interface: NetworkInterface) -> None:
    if interface.instance is not None or interface.requester_managed:
        raise EC2ClientError("InvalidNetworkInterface.InUse", f"Interface: {interface.id} in use.")


@replaces(EC2Response)
def delete_network_interface(original: Callable[..., EmptyResult], self: EC2Response) -> EmptyResult:
    require_free(self.ec2_backend.get_network_interface(self._get_param("NetworkInterfaceId")))
    return original(self)


@replaces(Instance)
def attach_eni(original: Callable[..., str], self: Instance, eni: NetworkInterface, device_index: int) -> str:
    """One instance at a time, of the same zone.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachNetworkInterface.html
    """
    if eni.instance is not self:
        require_free(eni)
    zone = self._placement.zone
    if eni.subnet.availability_zone != zone:
        raise EC2ClientError(
            "InvalidParameterCombination", f"You may not attach a network interface to an instance that is not in {zone}."
        )
    return original(self, eni, device_index)


@replaces(EC2Backend)
def assign_private_ip_addresses(
    original: Callable[..., NetworkInterface],
    self: EC2Backend,
    eni_id: str,
    private_ip_addresses: list[str] | None = None,
    secondary_ips_count: int | None = None,
) -> NetworkInterface:
    interface = self.get_network_interface(eni_id)
    own = {each["PrivateIpAddress"] for each in interface.private_ip_addresses}
    for address in set(private_ip_addresses or []) - own:
        require_usable(interface.subnet, address)
    chosen = free_addresses(interface.subnet, secondary_ips_count or 0) if not private_ip_addresses else private_ip_addresses
    return original(self, eni_id, chosen)


@replaces(EC2Response)
def associate_address(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html: in a VPC with an internet gateway."""
    interface_id = self._get_param("NetworkInterfaceId")
    if interface_id is not None:
        vpc_id = self.ec2_backend.get_network_interface(interface_id).vpc_id
        connected = [gateway.vpc for gateway in self.ec2_backend.internet_gateways.values()]
        if vpc_id not in [vpc.id for vpc in connected if vpc is not None]:
            raise EC2ClientError("Gateway.NotAttached", f"Network {vpc_id} is not attached to any internet gateway")
    return original(self)
