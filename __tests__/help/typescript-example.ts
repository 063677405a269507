import { App } from "cdktf";
import { allocateSubnetBlock, parseBlock, valueOf } from "../../modules/addressing";
import { azNumber, parseAccountId, parseAzId, parseRegion } from "../../modules/identity";
import { ContractStack } from "../../modules/wiring";
import { AcceptanceStack, ConsumerVpcStack, ProviderVpcStack } from "../../stacks";

const region = valueOf(parseRegion("ap-northeast-1"));
const zone = valueOf(parseAzId("apne1-az4"));
const provider = { region, account: valueOf(parseAccountId("222222222222")) };
const consumer = { region, account: valueOf(parseAccountId("111111111111")) };

/** A VPC with one private subnet and no way out. */
function vpc(cidr: string): ConstructorParameters<typeof ProviderVpcStack>[2]["vpc"] {
  const block = valueOf(parseBlock(cidr));
  const subnet = valueOf(allocateSubnetBlock(block, "private", azNumber(zone)));
  return { block, subnets: [{ tier: "private", zone, block: subnet }], natGateways: "none" };
}

export function exampleApp(outdir: string): App {
  const app = new App({ outdir });

  const web = new ProviderVpcStack(app, "example.web", {
    ...provider,
    vpc: vpc("10.0.0.0/16"),
    hosts: new Map([["server", { zone, web: { port: 80, page: "Hello!" } }]]),
    services: new Map([
      [
        "http",
        {
          listeners: [{ port: 80, targets: { kind: "hosts", hosts: ["server"] } }],
          zones: [zone],
          allow: [consumer.account],
        },
      ],
    ]),
  });
  const service = new ContractStack(app, "example.web.contract-service-http", web.offerService("http"));

  // The same block as the provider's: PrivateLink does not mind.
  const client = new ConsumerVpcStack(app, "example.client", {
    ...consumer,
    vpc: vpc("10.0.0.0/16"),
    hosts: new Map([["laptop", { zone }]]),
    endpoints: new Map([
      [
        "http",
        { service, listeners: [{ port: 80 }], zones: [zone], clients: [{ kind: "host", host: "laptop" }] },
      ],
    ]),
  });
  const endpoint = new ContractStack(
    app,
    "example.client.contract-endpoint-http",
    client.offerEndpoint("http"),
  );

  new AcceptanceStack(app, "example.web.accept-client", {
    ...provider,
    connections: new Map([["http", { service, endpoint }]]),
  });
  return app;
}
