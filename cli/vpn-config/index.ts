import { join } from "node:path";
import { formatAddress } from "../../modules/addressing";
import {
  deviceInstructions,
  type DeviceInstructions,
  type EstablishedConnection,
  type KeySource,
} from "../../modules/software";
import { readTextFile, stateFolderOf } from "../deployed";
import { EXIT, UsageError } from "../failure";
import { printableJson } from "../printable-json";
import { STACKS } from "../publication";
import { OUTDIR, readTopologies, scenarioFiles } from "../scenarios";
import { quoted } from "../shell";
import { around } from "./around";
import { connectedNetwork, type ConnectedNetwork, type DeclaredConnection } from "./connections";
import { type DeployedConnection, type NamedConnection, readVpnState } from "./state";
import { formatInstructions } from "./text";

/** Options of the command line, as they were written. */
export interface VpnConfigOptions {
  /** Files with states. @default the local states */
  readonly state?: readonly string[];
  readonly withKeys?: boolean;
  readonly json?: boolean;
}

/**
 * Prints what the VPN device of a network outside AWS has to be told, from the states of the stacks that connect it.
 * Keys are printed only where they are asked for.
 * @param wanted the network's name, or `topology/name`
 * @returns the exit code
 * @throws UsageError or InputError when the network or its states are not to be found
 */
export function vpnConfig(
  wanted: string,
  { state = [], withKeys = false, json = false }: VpnConfigOptions,
  outdir = OUTDIR,
): number {
  const connected = connectedNetwork(readTopologies(scenarioFiles(outdir)).topologies, wanted);
  const given = state.flatMap(readGiven);
  const established = connected.connections.map((declared) => {
    const deployed = state.length > 0 ? findIn(given, declared) : readLocal(connected, declared, outdir);
    return { deployed, connection: establish(declared, deployed, withKeys) };
  });
  const instructions = instructionsFor(connected, established);
  const { topology, network } = connected;
  const others = around(topology, network);
  const text = json
    ? printableJson({ network: network.name, topology: topology.name, ...instructions, ...others })
    : formatInstructions(network.name, instructions, others);
  process.stdout.write(`${text}\n`);
  return EXIT.good;
}

interface Established {
  readonly deployed: DeployedConnection;
  readonly connection: EstablishedConnection;
}

function instructionsFor(
  { network }: ConnectedNetwork,
  established: readonly Established[],
): DeviceInstructions {
  const [first] = established;
  if (first === undefined) throw new Error("a connected network has at least one connection");
  const { gatewayAddress, asn } = first.deployed;
  const other = established.find(({ deployed }) => deployed.gatewayAddress !== gatewayAddress);
  if (other !== undefined) {
    throw new UsageError(
      `the connections of ${network.name} are deployed for two devices, at ${formatAddress(gatewayAddress)} and ${formatAddress(other.deployed.gatewayAddress)}; deploy their stacks again`,
    );
  }
  try {
    return deviceInstructions({
      gatewayAddress,
      asn,
      localBlocks: network.blocks,
      connections: established.map(({ connection }) => connection),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(
      `the states of the connections of ${network.name} do not fit together: ${error.message}`,
    );
  }
}

function establish(
  { stack, entry, remoteBlocks, amazonAsn }: DeclaredConnection,
  deployed: DeployedConnection,
  withKeys: boolean,
): EstablishedConnection {
  return {
    name: entry,
    remoteBlocks,
    routing: deployed.routing,
    amazonAsn: deployed.amazonAsn ?? amazonAsn,
    insideBlocks: deployed.insideBlocks,
    outsideAddresses: deployed.outsideAddresses,
    amazonRoutes: deployed.amazonRoutes,
    keys: [keyOf(stack, deployed, 0, withKeys), keyOf(stack, deployed, 1, withKeys)],
  };
}

function keyOf(stack: string, { keys }: DeployedConnection, index: 0 | 1, withKeys: boolean): KeySource {
  if (keys.kind === "managed") {
    const how = `aws secretsmanager get-secret-value --secret-id ${quoted(keys.secretArn)} --query SecretString --output text`;
    return { kind: "elsewhere", how };
  }
  if (withKeys) return { kind: "given", key: keys.keys[index] };
  return { kind: "elsewhere", how: `it is in the state of ${stack}; --with-keys prints it` };
}

function readGiven(file: string): readonly NamedConnection[] {
  const read = readTextFile(file);
  if (read.kind === "absent") throw new UsageError(`--state ${JSON.stringify(file)}: there is no such file`);
  if (read.kind === "refused") throw new UsageError(`--state ${JSON.stringify(file)}: ${read.sentence}`);
  const state = readVpnState(read.text);
  if (state !== undefined) return state;
  throw new UsageError(
    `--state ${JSON.stringify(file)}: this is no state; write what terraform state pull or terraform show -json prints into it`,
  );
}

function findIn(given: readonly NamedConnection[], { stack }: DeclaredConnection): DeployedConnection {
  const found = onlyOf(given, stack);
  if (found === undefined)
    throw new UsageError(
      `none of the files given with --state has the VPN connection of ${stack}; ${pull(stack)}`,
    );
  return complete(found, stack);
}

function readLocal(
  { topology }: ConnectedNetwork,
  { stack }: DeclaredConnection,
  outdir: string,
): DeployedConnection {
  if (topology.state.backend === "s3")
    throw new UsageError(`the state of ${stack} is in S3, which is not asked; ${pull(stack)}`);
  const read = readTextFile(join(stateFolderOf(outdir), `${stack}.tfstate`));
  if (read.kind === "refused") throw new UsageError(`the state of ${stack}: ${read.sentence}`);
  const found = read.kind === "absent" ? undefined : onlyOf(readVpnState(read.text) ?? [], stack);
  if (found === undefined)
    throw new UsageError(
      `${stack} has no VPN connection in its local state; deploy it first, or give its state with --state`,
    );
  return complete(found, stack);
}

/** @throws UsageError when nothing says which of several it is */
function onlyOf(connections: readonly NamedConnection[], stack: string): NamedConnection | undefined {
  const [found, another] = connections.filter(({ name }) => name === stack);
  if (another === undefined) return found;
  throw new UsageError(
    `there is more than one VPN connection of ${stack}; give the state of that stack, once and as Terraform has it now`,
  );
}

function complete({ connection }: NamedConnection, stack: string): DeployedConnection {
  if (connection !== undefined) return connection;
  throw new UsageError(
    `the state of ${stack} does not say all of its VPN connection; run terraform apply -refresh-only on it, and ask again`,
  );
}

function pull(stack: string): string {
  const folder = quoted(`${OUTDIR}/${STACKS}/${stack}`);
  return `run terraform -chdir=${folder} state pull > FILE, and give it with --state FILE`;
}
