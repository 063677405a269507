import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatProblem, loadTopology, type Topology } from "../../modules/topology";

/** Reads a topology file that has no mistake. */
export function topologyOfFile(file: string): Topology {
  const loaded = loadTopology(file);
  if (loaded.ok) return loaded.topology;
  throw new Error(loaded.problems.map(formatProblem).join("\n"));
}

/** Reads a topology from what its file would hold; JSON is YAML. */
export function topologyOf(content: unknown): Topology {
  const folder = mkdtempSync(join(tmpdir(), "topology-"));
  try {
    const file = join(folder, "test.yaml");
    writeFileSync(file, JSON.stringify(content));
    return topologyOfFile(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Two entries that each offer a service to the other, so that their endpoints need stacks of their own. */
export const MUTUAL = {
  topology: "mutual",
  region: "ap-northeast-1",
  accounts: { x: "111111111111", y: "222222222222" },
  providers: {
    left: {
      account: "x",
      vpc: { cidr: "10.0.0.0/16", zones: ["apne1-az1", "apne1-az4"], natGateways: "per-zone" },
      hosts: { server: { zone: "apne1-az1", web: { page: "left" } } },
      services: { web: { port: 80, targets: ["server"], allow: ["y"] } },
      endpoints: {
        right: { service: "right/web", clients: ["server", "10.0.0.0/20"], name: "right.example.internal" },
      },
    },
    right: {
      account: "y",
      vpc: { cidr: "10.1.0.0/16", zones: ["apne1-az1", "apne1-az4"], natGateways: "none" },
      hosts: { server: { zone: "apne1-az4", web: { page: "right" } } },
      services: { web: { port: 8080, targetPort: 80, targets: ["server"], allow: ["x"] } },
      endpoints: {
        left: { service: "left/web", clients: ["server"], addresses: { "apne1-az4": "10.1.48.10" } },
      },
    },
  },
} as const;

export const SCENARIO = "scenarios/cross-az-web.yaml";
