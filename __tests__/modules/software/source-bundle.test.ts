import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeSourceBundle, encodeSourceBundle } from "../../../modules/software";
import { packZip, unpackZip } from "../../../modules/software/zip";
import { unicode } from "./arbitraries";

const bundle = fc.record({ page: unicode, crossZone: fc.boolean() });
const HELLO = { page: "Hello!", crossZone: true };

const filesIn = (base64: string): Record<string, string> => {
  const unpacked = unpackZip(Buffer.from(base64, "base64"));
  return unpacked.kind === "files" ? Object.fromEntries(unpacked.files) : {};
};

describe("a source bundle", () => {
  test("given any page, when it is encoded and decoded, then it is the same", () => {
    fc.assert(
      fc.property(bundle, (written) => {
        const { base64 } = encodeSourceBundle(written);
        expect(decodeSourceBundle(base64)).toEqual({ kind: "source-bundle", bundle: written });
      }),
    );
  });

  test("given a page, when it is encoded, then Docker serves it and the load balancer crosses zones", () => {
    expect(filesIn(encodeSourceBundle(HELLO).base64)).toEqual({
      ".ebextensions/load-balancer.config": expect.stringContaining(
        '- Key: load_balancing.cross_zone.enabled\n          Value: "true"\n',
      ),
      Dockerfile: expect.stringMatching(/^FROM public\.ecr\.aws\/\S+:[\d.]+\S*\nCOPY index\.html /),
      "index.html": "Hello!",
    });
  });

  test("given zones that shall not be crossed, when it is encoded, then the load balancer is told so", () => {
    const { base64 } = encodeSourceBundle({ ...HELLO, crossZone: false });
    expect(filesIn(base64)[".ebextensions/load-balancer.config"]).toContain('Value: "false"');
  });

  test("given another time zone, when it is encoded, then its bytes are the same", () => {
    const zone = process.env["TZ"];
    try {
      const hashes = ["Pacific/Kiritimati", "America/New_York", "Asia/Tokyo"].map((each) => {
        process.env["TZ"] = each;
        return encodeSourceBundle(HELLO).hash;
      });
      // Pinned: a hash that changes makes a new version of every application.
      expect(hashes).toEqual(hashes.map(() => "ad0d31cd375963e4"));
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  test("given two pages, when they are encoded, then their hashes differ", () => {
    expect(encodeSourceBundle({ ...HELLO, page: "Hello?" }).hash).not.toBe(encodeSourceBundle(HELLO).hash);
  });

  test("given half of a character, when it is encoded, then it is refused", () => {
    expect(() => encodeSourceBundle({ ...HELLO, page: "\ud800" })).toThrow(RangeError);
  });

  test("given a bundle with one byte changed, when it is decoded, then it is not taken for the same one", () => {
    const { base64 } = encodeSourceBundle(HELLO);
    const bytes = Buffer.from(base64, "base64");
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] ?? 0) ^ change;
        const read = decodeSourceBundle(changed.toString("base64"));
        expect(read).not.toEqual({ kind: "source-bundle", bundle: HELLO });
      }),
    );
  });

  test.each([
    ["no base64", "*", "it is not base64 on one line"],
    ["no zip", Buffer.from("Hello!").toString("base64"), "it is not a zip, or one made in another way"],
    ["a zip without a page", zipped({ Dockerfile: "FROM x" }), "it has no index.html"],
    [
      "a zip with another Dockerfile",
      zipped({ ...filesIn(encodeSourceBundle(HELLO).base64), Dockerfile: "FROM x" }),
      "besides index.html, it holds other files, or other texts in them",
    ],
  ])("given %s, when it is decoded, then it says why it is not recognised", (_, base64, reason) => {
    expect(decodeSourceBundle(base64)).toEqual({ kind: "unrecognised", reason });
  });
});

describe("a zip", () => {
  test("given any bytes at its end, when it is unpacked, then it does not throw", () => {
    const endRecord = Buffer.from([0x50, 0x4b, 5, 6]);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ minLength: 18, maxLength: 18 }),
        (before, end) => {
          const zip = Buffer.concat([before, endRecord, end]);
          expect(["files", "unrecognised"]).toContain(unpackZip(zip).kind);
        },
      ),
    );
  });

  test("given a zip that claims billions of entries, when it is unpacked, then it is refused at once", () => {
    const zip = packZip(new Map([["a", "b"]]));
    const end = zip.subarray(-22);
    const locator = Buffer.alloc(20, 0xff);
    locator.writeUInt32LE(0x07064b50);
    expect(unpackZip(Buffer.concat([zip.subarray(0, -22), locator, end])).kind).toBe("unrecognised");
  });
});

function zipped(files: Readonly<Record<string, string>>): string {
  return packZip(new Map(Object.entries(files))).toString("base64");
}
