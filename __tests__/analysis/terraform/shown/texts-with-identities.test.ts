import { describe, expect, test } from "@jest/globals";
import { JoinedText, Reference, resourceKey, Unknown, type Value } from "../../../../analysis/terraform";
import { IdentifiedResource } from "../../../../analysis/terraform/shown/identified-resource";
import { ToldResource } from "../../../../analysis/terraform/shown/told-resource";

const GROUP = new Reference(resourceKey("s", "aws_security_group.g"), "id");
const SUBNET = new Reference(resourceKey("s", "aws_subnet.a"), "id");
const TUNNEL = new Reference(resourceKey("s", "aws_vpn_connection.v"), "tunnel1_address");
const ADDRESS = new Reference(resourceKey("s", "aws_eip.e"), "public_ip");
const NOBODY = new Unknown("provider", "nobody asks for it here");
const MEANT: Readonly<Record<string, Reference>> = {
  "sg-1": GROUP,
  "subnet-1": SUBNET,
  "198.51.100.1": TUNNEL,
  "203.0.113.9": ADDRESS,
};

function read(text: string): Value | undefined {
  const told = new ToldResource("s", {
    mode: "managed",
    type: "aws_thing",
    address: "aws_thing.it",
    account: NOBODY,
    region: NOBODY,
    names: ["value"],
    secrets: {},
    mentions: [],
    attribute: () => text,
    observes: () => "last seen",
  });
  const meanings = {
    ofText: (each: string) => MEANT[each],
    ofReference: (reference: Reference) => reference,
    fact: () => undefined,
  };
  return new IdentifiedResource(
    told,
    undefined,
    () => ({ account: NOBODY, region: NOBODY }),
    meanings,
  ).attribute("value");
}

function piecesOf(text: string): unknown {
  const value = read(text);
  return value instanceof JoinedText ? value.pieces : value;
}

describe("a text in which the identity of something stands", () => {
  test.each([
    ["a group with its account", "222222222222/sg-1", ["222222222222/", GROUP]],
    ["a list of IDs", "subnet-1,subnet-2", [SUBNET, ",", "subnet-2"]],
    ["the address of a tunnel as a block", "198.51.100.1/32", [TUNNEL, "/32"]],
  ])("given %s, when it is read, then it is known whose it is", (_, text, pieces) => {
    expect(piecesOf(text)).toEqual(pieces);
  });

  test.each([
    ["a group that nothing given makes", "222222222222/sg-2"],
    ["a list of such IDs", "subnet-2,subnet-3"],
    ["any other address as a block, which says enough", "203.0.113.9/32"],
    ["a larger block", "198.51.100.0/24"],
    ["words with commas", "read,write"],
  ])("given %s, when it is read, then it is that text", (_, text) => {
    expect(piecesOf(text)).toBe(text);
  });
});
