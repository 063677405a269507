"""Customer gateways: one for each type, address, ASN and device name in an account and Region.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html

moto makes as many as are asked for, with any ASN, and deletes one that a connection uses.
"""

from collections.abc import Callable

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.customer_gateways import CustomerGateway
from moto.ec2.responses import EC2Response

from .extending import replaces
from .vpn_gateways import is_in_use

DEFAULT_ASN = 65000
ASNS = {"BgpAsn": range(1, 2**31), "BgpAsnExtended": range(2**31, 2**32)}


@replaces(EC2Response)
def create_customer_gateway(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    """Asked for once more, it is the one that is there. A device's name makes it another."""
    parameter = "BgpAsn" if self._get_param("BgpAsnExtended") is None else "BgpAsnExtended"
    asn = self._get_int_param(parameter, DEFAULT_ASN)
    if asn not in ASNS[parameter]:
        raise EC2ClientError("InvalidParameterValue", f"Value ({asn}) for parameter {parameter} is invalid.")
    address = self._get_param("IpAddress") or self._get_param("PublicIp")
    wanted = (self._get_param("Type"), address, str(asn), self._get_param("DeviceName"))
    for gateway in self.ec2_backend.customer_gateways.values():
        if gateway.state != "deleted" and (gateway.type, gateway.ip_address, asn_of(gateway), gateway.device_name) == wanted:
            return ActionResult({"CustomerGateway": gateway})
    result = original(self)
    gateway = result.result["CustomerGateway"]
    gateway.bgp_asn, gateway.bgp_asn_extended = (str(asn), None) if parameter == "BgpAsn" else (None, str(asn))
    gateway.device_name = self._get_param("DeviceName")
    return result


def asn_of(gateway: CustomerGateway) -> str:
    return str(gateway.bgp_asn or gateway.bgp_asn_extended)


@replaces(EC2Backend)
def delete_customer_gateway(original: Callable[..., None], self: EC2Backend, customer_gateway_id: str) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteCustomerGateway.html: its connections first."""
    for connection in self.vpn_connections.values():
        if is_in_use(connection, customer_gateway_id):
            raise EC2ClientError("IncorrectState", f"The customer gateway {customer_gateway_id} is in use by {connection.id}.")
    original(self, customer_gateway_id)


def of(backend: EC2Backend, customer_gateway_id: str) -> CustomerGateway:
    """One that is not deleted."""
    gateway = backend.get_customer_gateway(customer_gateway_id)
    if gateway.state == "deleted":
        raise EC2ClientError("InvalidCustomerGatewayID.NotFound", f"The customerGateway ID '{gateway.id}' does not exist")
    return gateway
