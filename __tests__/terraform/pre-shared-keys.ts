import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeVpnConnectionsCommand,
} from "@aws-sdk/client-ec2";
import { GetObjectCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { type Clients } from "./harness";
import { given } from "./sample-network";

/** Where something could be read, and what it says there. */
export type Texts = ReadonlyMap<string, string>;

/** The keys of an account's VPN connections, tunnel 1 and tunnel 2 of each, as its administrator is told them. */
export async function preSharedKeys({ ec2 }: Clients): Promise<string[]> {
  const { VpnConnections: connections } = await ec2.send(new DescribeVpnConnectionsCommand({}));
  return given(connections).flatMap(({ Options: options }) =>
    given(options?.TunnelOptions).map(({ PreSharedKey: key }) => given(key)),
  );
}

/** The names of the texts that hold any of the keys. */
export function holdersOf(keys: readonly string[], texts: Texts): string[] {
  return [...texts].filter(([, text]) => keys.some((key) => text.includes(key))).map(([name]) => name);
}

/** What the instances of an account are told at their first boot; by their ids. */
export async function userData({ ec2 }: Clients): Promise<Texts> {
  const { Reservations: reservations } = await ec2.send(new DescribeInstancesCommand({}));
  const ids = given(reservations).flatMap(({ Instances: instances = [] }) =>
    instances.map(({ InstanceId: id }) => given(id)),
  );
  const texts = new Map<string, string>();
  for (const InstanceId of ids) {
    const ask = new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "userData" });
    const { UserData: told } = await ec2.send(ask);
    texts.set(InstanceId, Buffer.from(given(told?.Value), "base64").toString());
  }
  return texts;
}

/** Every object that a bucket holds or ever held; by key and version. */
export async function everyVersion({ s3 }: Clients, Bucket: string): Promise<Texts> {
  const { Versions: versions, IsTruncated: more } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  if (more === true) throw new Error(`${Bucket} holds more than one answer tells`);
  const texts = new Map<string, string>();
  for (const { Key, VersionId } of given(versions)) {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    texts.set(`${given(Key)} ${given(VersionId)}`, await given(body).transformToString());
  }
  return texts;
}
