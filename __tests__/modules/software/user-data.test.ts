import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type CloudConfig,
  decodeUserData,
  encodeUserData,
  parseWebServer,
  renderCloudConfig,
  renderWebServer,
  USER_DATA_LIMIT,
} from "../../../modules/software";
import { cloudConfig, unicode } from "./arbitraries";

/** A configuration whose text has exactly so many bytes. */
function configurationOf(bytes: number): CloudConfig {
  const padded = (padding: string): CloudConfig => ({
    packages: [],
    files: [],
    commands: [["true", padding]],
  });
  return padded("x".repeat(bytes - renderCloudConfig(padded("")).length));
}

describe("the limit of EC2, 16 KB before base64", () => {
  test("given 16384 bytes, when encoded, then they are taken, and read back", () => {
    const config = configurationOf(16_384);
    const encoded = encodeUserData(config);
    if (!encoded.ok) throw new Error("16384 bytes were refused");
    expect(Buffer.from(encoded.base64, "base64")).toHaveLength(16_384);
    expect(decodeUserData(encoded.base64)).toEqual({ kind: "cloud-config", config });
  });

  test("given one byte more, when encoded, then it is refused with the number of bytes and the limit", () => {
    expect(encodeUserData(configurationOf(16_385))).toEqual({
      ok: false,
      bytes: 16_385,
      limit: USER_DATA_LIMIT,
    });
  });

  test("given one byte more, when decoded, then it is unrecognised", () => {
    const base64 = Buffer.from(renderCloudConfig(configurationOf(16_385))).toString("base64");
    expect(decodeUserData(base64)).toEqual({
      kind: "unrecognised",
      reason: "it has 16385 bytes, and EC2 takes 16384",
    });
  });

  test("given a web host, when encoded, then a page of 10 KB has room and one of 12 KB has not", () => {
    expect(encodeUserData(renderWebServer({ port: 80, page: "x".repeat(10 * 1024) })).ok).toBe(true);
    expect(encodeUserData(renderWebServer({ port: 80, page: "x".repeat(12 * 1024) })).ok).toBe(false);
  });
});

describe("encoding", () => {
  test("given any configuration, when encoded and decoded, then it is the same, and no letter means anything to Terraform", () => {
    fc.assert(
      fc.property(cloudConfig, (config) => {
        const encoded = encodeUserData(config);
        if (!encoded.ok) {
          expect(encoded.bytes).toBeGreaterThan(USER_DATA_LIMIT);
          return;
        }
        expect(encoded.base64).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
        expect(decodeUserData(encoded.base64)).toEqual({ kind: "cloud-config", config });
      }),
    );
  });

  test("given a web host, when its user data is decoded, then its port and page are known", () => {
    const server = { port: 8080, page: "${aws_vpc.x.id} #{x} %{if true}" };
    const encoded = encodeUserData(renderWebServer(server));
    if (!encoded.ok) throw new Error(`${encoded.bytes} bytes were refused`);
    const decoded = decodeUserData(encoded.base64);
    if (decoded.kind === "unrecognised") throw new Error(decoded.reason);
    expect(parseWebServer(decoded.config)).toEqual({ kind: "web-server", server });
  });
});

describe("decoding what somebody else wrote", () => {
  test.each([
    ["no base64", "#cloud-config", "it is not base64 on one line"],
    ["a Terraform reference", "${data.cloudinit_config.x.rendered}", "it is not base64 on one line"],
    ["gzip", "H4sIAAAAAAAAAw==", "what its base64 carries is not UTF-8 text"],
    [
      "a script",
      Buffer.from("#!/bin/sh\n").toString("base64"),
      "it is a script, whose effects cannot be read from it",
    ],
    ["nothing", "", "its first line is not #cloud-config"],
  ])("given %s, when decoded, then it is unrecognised and the reason is said", (_, base64, reason) => {
    expect(decodeUserData(base64)).toEqual({ kind: "unrecognised", reason });
  });

  test("given any text or bytes, when decoded, then nothing is thrown", () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString("base64"));
    fc.assert(
      fc.property(fc.oneof(unicode, fc.base64String(), bytes), (text) => {
        expect(decodeUserData(text).kind).toBe("unrecognised");
      }),
    );
  });
});
