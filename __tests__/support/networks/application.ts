import { edited, leaveOut, remove, set } from "./edits";
import { admits, host, letsOut, loadBalancer, subnet, vpc } from "./parts";
import { attributeOf, idOf, type Resources, together } from "./resources";

const ENFORCEMENT = "enforce_security_group_inbound_rules_on_private_link_traffic";

/** A client, and an Application Load Balancer in two zones with a server in one of them, all in one VPC. */
export function behindApplication(): Resources {
  const network = together(
    vpc("network", "10.0.0.0/16"),
    subnet("clients", "network", "10.0.0.0/24", "apne1-az4"),
    subnet("nodes_az4", "network", "10.0.4.0/24", "apne1-az4"),
    subnet("nodes_az1", "network", "10.0.5.0/24", "apne1-az1"),
    subnet("servers", "network", "10.0.1.0/24", "apne1-az4"),
    host("client", { in: "clients", vpc: "network", address: "10.0.0.10" }),
    host("server", { in: "servers", vpc: "network", address: "10.0.1.10" }),
    loadBalancer("web", { in: ["nodes_az1", "nodes_az4"], vpc: "network", targets: ["server"] }),
    letsOut("client", { block: "0.0.0.0/0" }),
    admits("web_load_balancer", { group: "client" }),
    letsOut("web_load_balancer", { group: "server" }),
    admits("server", { group: "web_load_balancer" }),
  );
  return edited(network, [
    set("aws_lb.web", "load_balancer_type", "application"),
    leaveOut("aws_lb.web", ENFORCEMENT),
    set("aws_lb_listener.web", "protocol", "HTTP"),
    set("aws_lb_target_group.web", "protocol", "HTTP"),
    leaveOut("aws_lb_target_group.web", "health_check"),
  ]);
}

/** A rule of the listener, by which requests with a path of these go where it says. */
export function listenerRule(
  name: string,
  { priority, path = "/api/*", action }: { priority: number; path?: string; action: object },
): Resources {
  return {
    [`aws_lb_listener_rule.${name}`]: {
      listener_arn: attributeOf("aws_lb_listener.web", "arn"),
      priority,
      condition: [{ path_pattern: [{ values: [path] }] }],
      action: [action],
    },
  };
}

/** A second target group of the load balancer, with a server of its own that admits nobody. */
export function closedGroup(): Resources {
  return together(host("closed", { in: "servers", vpc: "network", address: "10.0.1.20" }), {
    "aws_lb_target_group.closed": { vpc_id: idOf("aws_vpc.network"), protocol: "HTTP", port: 80 },
    "aws_lb_target_group_attachment.closed": {
      target_group_arn: attributeOf("aws_lb_target_group.closed", "arn"),
      target_id: idOf("aws_instance.closed"),
    },
    ...letsOut("web_load_balancer_closed", { group: "closed" }, { of: "web_load_balancer" }),
  });
}

export function forwardTo(group: string): object {
  return { type: "forward", target_group_arn: attributeOf(`aws_lb_target_group.${group}`, "arn") };
}

/** The Application Load Balancer has a Network Load Balancer before it, whose target it is. */
export function asTarget(network: Resources, place: { readonly provider?: string } = {}): Resources {
  const front = loadBalancer("front", { in: ["nodes_az4"], vpc: "network", targets: [] }, place);
  return edited(
    together(network, front, {
      "aws_lb_target_group_attachment.web": {
        ...place,
        target_group_arn: attributeOf("aws_lb_target_group.front", "arn"),
        target_id: attributeOf("aws_lb.web", "arn"),
      },
      ...admits("front_load_balancer", { group: "client" }, place),
      ...letsOut("front_load_balancer", { group: "web_load_balancer" }, place),
      ...admits("web_from_front", { group: "front_load_balancer" }, { of: "web_load_balancer", ...place }),
    }),
    [
      set("aws_lb_target_group.front", "target_type", "alb"),
      set("aws_lb_target_group.front", "health_check", [{ protocol: "HTTP", port: "traffic-port" }]),
      remove("aws_vpc_security_group_ingress_rule.web_load_balancer"),
    ],
  );
}
