"""Instances: their network interfaces, and the security groups of those.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html

moto loses the groups of an instance whose interface is specified by itself (which is how the provider says that it gets no
public address), reports a public address for it all the same, keeps the interfaces of terminated instances, and puts an
instance on an interface that is there into any zone.
"""

from collections.abc import Callable
from typing import Any

from moto.core.serialize import return_if_not_empty
from moto.ec2.models import EC2Backend
from moto.ec2.models.instances import Instance
from moto.ec2.responses import EC2Response

from .extending import replaces

# An interface without a public address has no association: an empty element says that there is one.
EC2Response.RESPONSE_KEY_PATH_TO_TRANSFORMER["InstanceNetworkInterface.Association"] = return_if_not_empty


@replaces(Instance)
def prep_nics(
    original: Callable[..., None], self: Instance, nic_spec: list[dict[str, Any]], *arguments: Any, **options: Any
) -> None:
    """The groups of the primary interface are those of the instance.

    An interface that was made with the instance ends with it, unless told otherwise:
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/scenarios-enis.html
    """
    brought = [specification["NetworkInterfaceId"] for specification in nic_spec if "NetworkInterfaceId" in specification]
    for interface_id in brought:
        self._placement.zone = self.ec2_backend.get_network_interface(interface_id).subnet.availability_zone
    original(self, nic_spec, *arguments, **options)
    for interface in self.nics.values():
        if interface.id not in brought:
            interface.delete_on_termination = True
    self.source_dest_check = self.nics[0].source_dest_check
    self.security_groups = self.security_groups or list(self.nics[0]._group_set)


@replaces(EC2Backend)
def modify_instance_security_groups(
    original: Callable[..., Instance], self: EC2Backend, instance_id: str, new_group_id_list: list[str]
) -> Instance:
    instance = original(self, instance_id, new_group_id_list)
    self.modify_network_interface_attribute(instance.nics[0].id, new_group_id_list)
    return instance


@replaces(Instance)
def terminate(original: Callable[..., Any], self: Instance) -> Any:
    """A terminated instance lets go of the interfaces that it was given."""
    primary = self.nics[0]
    brought = [interface for interface in self.nics.values() if not interface.delete_on_termination]
    result = original(self)
    for interface in brought:
        self.detach_eni(interface)
    # moto tells an instance's addresses by it, even when there is no more instance.
    self.nics[0] = primary
    return result
