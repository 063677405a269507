import { z } from "zod";
import { byZone, closed } from "../shapes";
import { address, availabilityZone, block, instanceType, page, port } from "../values";

/** VPCs and the hosts in them. */

const web = closed({
  page: page.meta({ description: "What the web server answers for /index.html." }),
  port: port.default(80).meta({ description: "The TCP port it listens on." }),
});

export const host = closed({
  zone: availabilityZone.meta({ description: "The host stands in the private subnet of this zone." }),
  address: address.optional().meta({ description: "Its private address; left out, AWS picks one." }),
  platform: z
    .enum(["linux", "windows"])
    .default("linux")
    .meta({ description: "Amazon Linux 2023, or Windows Server 2022." }),
  instanceType: instanceType.optional().meta({
    description: "The EC2 instance type; left out, t3.micro, for Windows t3.medium.",
  }),
  rootVolumeSize: z.int().min(8).max(16384).optional().meta({
    description: "Size of the encrypted root volume, in GiB; left out, 8, for Windows 30.",
  }),
  web: web.optional().meta({ description: "Runs a web server with one page." }),
});

const subnetsOfTier = byZone(block).default({});

export const vpc = closed({
  cidr: block.optional().meta({
    description:
      "The VPC's IPv4 block, /16 to /28; left out, a /16 of 10.0.0.0/8 picked by the entry's name.",
  }),
  zones: z.array(availabilityZone).min(1).meta({ description: "The zones with subnets, by AZ ID." }),
  natGateways: z.enum(["none", "one", "per-zone"]).optional().meta({
    description:
      "The way out to the internet. `one` stands in the zone with the lowest ID; left out, `one`, and `none` where the hosts use a proxy.",
  }),
  subnets: closed({
    private: subnetsOfTier.meta({ description: "Hosts, load balancers and endpoints stand here; by zone." }),
    public: subnetsOfTier.meta({ description: "NAT gateways stand here, and nothing else; by zone." }),
  })
    .prefault({})
    .meta({
      description: "Blocks of subnets by tier and zone; those left out are cut from the VPC's block.",
    }),
  secondaryCidrs: z.array(block).default([]).meta({
    description:
      "Further IPv4 blocks. AWS adds none of another private range than the first block's; subnets of these are stated in `subnets`.",
  }),
  flowLogs: z
    .boolean()
    .default(true)
    .meta({ description: "Records accepted and rejected traffic in CloudWatch Logs." }),
});
