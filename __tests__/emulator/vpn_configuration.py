"""The configuration of a customer gateway device that AWS hands out with a connection.

https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN_DownloadConfiguration.html
"""

import ipaddress
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from moto.ec2.models.customer_gateways import CustomerGateway

from .customer_gateways import asn_of

# In the place of a key that only Secrets Manager holds.
REDACTED = "REDACTED"


def configuration(connection: Any, customer: CustomerGateway, amazon_asn: str) -> str:
    root = Element("vpn_connection", {"id": connection.id})
    static = connection.options["StaticRoutesOnly"]
    fill(
        root,
        {
            "customer_gateway_id": connection.customer_gateway_id,
            "vpn_gateway_id": connection.vpn_gateway_id,
            "vpn_connection_type": connection.type,
            **({"vpn_connection_attributes": "NoBGPVPNConnection"} if static else {}),
        },
    )
    for tunnel in connection.options["TunnelOptions"]:
        amazon_inside, customer_inside = list(ipaddress.IPv4Network(tunnel["TunnelInsideCidr"]).hosts())
        asns = (None, None) if static else (asn_of(customer), amazon_asn)
        fill(
            SubElement(root, "ipsec_tunnel"),
            {
                "customer_gateway": end(customer.ip_address, customer_inside, asns[0]),
                "vpn_gateway": end(tunnel["OutsideIpAddress"], amazon_inside, asns[1]),
                "ike": {
                    "authentication_protocol": first(tunnel, "Phase1IntegrityAlgorithms", "sha1"),
                    "encryption_protocol": first(tunnel, "Phase1EncryptionAlgorithms", "aes-128-cbc"),
                    "lifetime": tunnel.get("Phase1LifetimeSeconds", 28800),
                    "perfect_forward_secrecy": f"group{first(tunnel, 'Phase1DHGroupNumbers', '2')}",
                    "mode": "main",
                    "pre_shared_key": tunnel.get("PreSharedKey", REDACTED),
                },
                "ipsec": {
                    "protocol": "esp",
                    "authentication_protocol": first(tunnel, "Phase2IntegrityAlgorithms", "hmac-sha1-96"),
                    "encryption_protocol": first(tunnel, "Phase2EncryptionAlgorithms", "aes-128-cbc"),
                    "lifetime": tunnel.get("Phase2LifetimeSeconds", 3600),
                    "perfect_forward_secrecy": f"group{first(tunnel, 'Phase2DHGroupNumbers', '2')}",
                    "mode": "tunnel",
                    "clear_df_bit": "true",
                    "fragmentation_before_encryption": "true",
                    "tcp_mss_adjustment": 1379,
                    "dead_peer_detection": {"interval": 10, "retries": 3},
                },
            },
        )
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def end(outside: str, inside: ipaddress.IPv4Address, asn: str | None) -> dict[str, Any]:
    """@param asn: none where there is no BGP"""
    return {
        "tunnel_outside_address": {"ip_address": outside},
        "tunnel_inside_address": {"ip_address": inside, "network_mask": "255.255.255.252", "network_cidr": 30},
        **({} if asn is None else {"bgp": {"asn": asn, "hold_time": 30}}),
    }


def first(tunnel: dict[str, Any], option: str, otherwise: str) -> str:
    return str(tunnel[option][0]["Value"]).lower() if option in tunnel else otherwise


def fill(parent: Element, content: dict[str, Any]) -> None:
    for name, value in content.items():
        child = SubElement(parent, name)
        if isinstance(value, dict):
            fill(child, value)
        else:
            child.text = str(value)
