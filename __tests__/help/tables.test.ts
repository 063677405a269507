import { describe, expect, test } from "@jest/globals";
import { readPage } from "./markdown";
import { tablePages } from "./tables";

const TO_MEND = "is not what its data say: write it by npm run tables";

describe("the pages of help/ that are made from data", () => {
  test("given each, when it is compared with its data, then it says the same", async () => {
    const pages = await tablePages();
    const stale = [...pages].filter(([name, text]) => readPage(name) !== text).map(([name]) => name);
    expect(stale.map((name) => `${name} ${TO_MEND}`)).toEqual([]);
  });
});
