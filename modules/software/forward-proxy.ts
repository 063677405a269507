import type { Ipv4Block } from "../addressing";

/**
 * Whom a forward proxy serves, and where it lets them go: by HTTP to port 80, by CONNECT to port 443.
 *
 * A name goes when it is of an allowed domain, or when all of its addresses are in allowed blocks. Neither helps where
 * one of its addresses is private or of the proxy's own network and in no allowed block, or is the proxy's own
 * (127.0.0.0/8, 0.0.0.0/8), link-local (169.254.0.0/16, where instance metadata is), multicast or reserved: then it is
 * refused. An address goes when it is in an allowed block and none of these.
 */
export interface ForwardProxy {
  /** The TCP port it listens on. */
  readonly port: number;
  /** Blocks of the clients that it serves, by the source address that it sees. */
  readonly clients: readonly Ipv4Block[];
  /** Domains that they may go to: `example.com` alone, `.example.com` with all that is below it. */
  readonly domains: readonly string[];
  /**
   * Blocks that they may go to. A private address must be in one of them, whatever name leads to it: of 10.0.0.0/8,
   * 100.64.0.0/10, 172.16.0.0/12, 192.0.0.0/24, 192.168.0.0/16 and 198.18.0.0/15. So must one of `ownBlocks`.
   */
  readonly blocks: readonly Ipv4Block[];
  /**
   * Blocks of the network that the proxy stands in: its VPC's, and those of the VPCs peered with it. A VPC may have a
   * block that would be public elsewhere, and whoever owns an allowed domain could lead it there.
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   */
  readonly ownBlocks: readonly Ipv4Block[];
}

/** The proxy that the programs of a host use. */
export interface ProxyClient {
  /** Its DNS name. */
  readonly host: string;
  readonly port: number;
  /** Names and addresses that are asked directly; a leading dot stands for everything below. */
  readonly bypass: readonly string[];
}
