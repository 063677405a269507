import { parseAddress, valueOf } from "../../../../modules/addressing";
import type { NameServers } from "../../../../modules/software";

export const NAME_SERVERS: NameServers = {
  servers: [valueOf(parseAddress("10.0.0.53")), valueOf(parseAddress("10.0.16.53"))],
  domains: ["example.internal", "test.internal"],
};
