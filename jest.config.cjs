/** @type {import("jest").Config["transform"]} */
const transform = {
  "\\.ts$": [
    "@swc/jest",
    {
      jsc: { parser: { syntax: "typescript" }, target: "es2023" },
      module: { type: "commonjs" },
    },
  ],
};

/** @type {import("jest").Config} */
const common = {
  rootDir: __dirname,
  testEnvironment: "node",
  transform,
};

/**
 * `unit` needs no network, no Terraform and no emulator; `scenarios` neither, and synthesizes whole topologies for what
 * holds of all of them; `processes` neither, and starts Node.js anew for what only whole processes show; `fuzz` neither,
 * and reads a hundred thousand damaged files. `terraform` needs all three, and `hosts` needs programs that hosts run. Both
 * say so when one is missing.
 * @type {import("jest").Config}
 */
const config = {
  // Jest leaves one processor free; of two that is half of the time.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/__tests__/terraform/sequencer.cjs",
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: [
        "/node_modules/",
        "<rootDir>/__tests__/terraform/",
        "<rootDir>/__tests__/hosts/",
        "\\.(process|scenario|fuzz)\\.test\\.ts$",
      ],
    },
    {
      ...common,
      displayName: "scenarios",
      testMatch: ["<rootDir>/__tests__/**/*.scenario.test.ts"],
    },
    {
      ...common,
      displayName: "processes",
      testMatch: ["<rootDir>/__tests__/**/*.process.test.ts"],
    },
    {
      ...common,
      displayName: "fuzz",
      testMatch: ["<rootDir>/__tests__/**/*.fuzz.test.ts"],
    },
    {
      ...common,
      displayName: "hosts",
      testMatch: ["<rootDir>/__tests__/hosts/**/*.test.ts"],
    },
    {
      ...common,
      displayName: "terraform",
      testMatch: ["<rootDir>/__tests__/terraform/**/*.test.ts"],
    },
  ],
};

module.exports = config;
