"""Tunnels of VPN connections: what may be asked of them, and what they get.

https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnTunnelOptionsSpecification.html
"""

import ipaddress
import itertools
import re
import secrets
import string
from collections.abc import Iterable
from typing import Any

from moto.ec2.exceptions import EC2ClientError

# The addresses that AWS puts before the tunnels' ends: of a block that nobody has (RFC 5737), none twice.
outside_addresses = map(str, ipaddress.IPv4Network("198.51.100.0/24").hosts())
LINK_LOCAL = ipaddress.IPv4Network("169.254.0.0/16")
RESERVED = {f"169.254.{third}.0/30" for third in range(6)} | {"169.254.169.252/30"}
KEY = re.compile(r"(?!0)[A-Za-z0-9._]{8,64}")
KEY_CHARACTERS = string.ascii_letters + string.digits + "._"
# What a parameter may be, and what its list is called in answers.
ENCRYPTION = {"AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"}
INTEGRITY = {"SHA1", "SHA2-256", "SHA2-384", "SHA2-512"}
CHOICES: dict[str, tuple[set[str], str]] = {
    "IKEVersions": ({"ikev1", "ikev2"}, "IkeVersions"),
    "Phase1DHGroupNumbers": ({str(group) for group in (2, *range(14, 25))}, "Phase1DHGroupNumbers"),
    "Phase1EncryptionAlgorithms": (ENCRYPTION, "Phase1EncryptionAlgorithms"),
    "Phase1IntegrityAlgorithms": (INTEGRITY, "Phase1IntegrityAlgorithms"),
    "Phase2DHGroupNumbers": ({str(group) for group in (2, 5, *range(14, 25))}, "Phase2DHGroupNumbers"),
    "Phase2EncryptionAlgorithms": (ENCRYPTION, "Phase2EncryptionAlgorithms"),
    "Phase2IntegrityAlgorithms": (INTEGRITY, "Phase2IntegrityAlgorithms"),
}
NUMBERS: dict[str, tuple[range, str]] = {
    "DPDTimeoutSeconds": (range(30, 2**31), "DpdTimeoutSeconds"),
    "Phase1LifetimeSeconds": (range(900, 28801), "Phase1LifetimeSeconds"),
    "Phase2LifetimeSeconds": (range(900, 3601), "Phase2LifetimeSeconds"),
    "RekeyFuzzPercentage": (range(0, 101), "RekeyFuzzPercentage"),
    "RekeyMarginTimeSeconds": (range(60, 1801), "RekeyMarginTimeSeconds"),
    "ReplayWindowSize": (range(64, 2049), "ReplayWindowSize"),
}
WORDS: dict[str, tuple[set[str], str]] = {
    "DPDTimeoutAction": ({"clear", "none", "restart"}, "DpdTimeoutAction"),
    "StartupAction": ({"add", "start"}, "StartupAction"),
}


def refusal(value: object, parameter: str) -> EC2ClientError:
    return EC2ClientError("InvalidParameterValue", f"Value ({value}) for parameter {parameter} is invalid.")


def tunnel_options(asked: dict[str, Any], inside: str) -> dict[str, Any]:
    """As an answer tells them: what was asked for, and what AWS chose. @param inside: the tunnel's inside block"""
    return {
        "OutsideIpAddress": next(outside_addresses),
        "TunnelInsideCidr": inside,
        "PreSharedKey": pre_shared_key(asked.get("PreSharedKey")),
        **{
            answered: [{"Value": value} for value in chosen(asked, parameter, allowed)]
            for parameter, (allowed, answered) in CHOICES.items()
            if asked.get(parameter)
        },
        **{answered: number(asked, name, allowed) for name, (allowed, answered) in NUMBERS.items() if name in asked},
        **{answered: word(asked, name, allowed) for name, (allowed, answered) in WORDS.items() if name in asked},
        "LogOptions": {"CloudWatchLogOptions": log_options(asked)},
        "EnableTunnelLifecycleControl": str(asked.get("EnableTunnelLifecycleControl", False)).lower() == "true",
    }


def chosen(asked: dict[str, Any], parameter: str, allowed: set[str]) -> list[str]:
    values = [str(entry["Value"]) for entry in asked[parameter]]
    for value in values:
        if value not in allowed:
            raise refusal(value, parameter)
    return values


def number(asked: dict[str, Any], parameter: str, allowed: range) -> int:
    value = int(asked[parameter])
    if value not in allowed:
        raise refusal(value, parameter)
    return value


def word(asked: dict[str, Any], parameter: str, allowed: set[str]) -> str:
    if asked[parameter] not in allowed:
        raise refusal(asked[parameter], parameter)
    return str(asked[parameter])


def pre_shared_key(asked: str | None) -> str:
    """https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-tunnel-authentication-options.html: AWS makes one unless told."""
    if asked is None:
        return secrets.choice(string.ascii_letters) + "".join(secrets.choice(KEY_CHARACTERS) for _ in range(31))
    if KEY.fullmatch(asked) is None:
        raise EC2ClientError("InvalidParameterValue", "Value for parameter PreSharedKey is invalid.")
    return asked


def log_options(asked: dict[str, Any]) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CloudWatchLogOptionsSpecification.html"""
    wanted = asked.get("LogOptions", {}).get("CloudWatchLogOptions", {})
    if str(wanted.get("LogEnabled", False)).lower() != "true":
        return {"LogEnabled": False}
    return {
        "LogEnabled": True,
        "LogGroupArn": wanted["LogGroupArn"],
        "LogOutputFormat": wanted.get("LogOutputFormat", "json"),
    }


def inside_blocks(asked: Iterable[dict[str, Any]], taken: set[str]) -> list[str]:
    """A /30 for each tunnel, unique among all connections of a virtual private gateway. @param taken: those of the others"""
    wanted = [options.get("TunnelInsideCidr") for options in asked]
    free = (str(block) for block in LINK_LOCAL.subnets(new_prefix=30))
    pinned = [block for block in wanted if block is not None]
    unused = itertools.filterfalse(lambda block: block in RESERVED | taken | set(pinned), free)
    for place, block in enumerate(pinned):
        require_inside(block, taken | set(pinned[:place]))
    return [next(unused) if block is None else block for block in wanted]


def require_inside(block: str, taken: set[str]) -> None:
    try:
        network = ipaddress.IPv4Network(block)
    except ValueError:
        raise refusal(block, "tunnelInsideCidr") from None
    if network.prefixlen != 30 or not network.subnet_of(LINK_LOCAL) or block in RESERVED:
        raise refusal(block, "tunnelInsideCidr")
    if block in taken:
        raise EC2ClientError("InvalidParameterValue", f"The tunnel inside CIDR {block} is in use at the same gateway.")
