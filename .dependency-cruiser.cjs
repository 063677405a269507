/** Each floor, from the ground up; a folder may import its own floor's folder and those below, never one above. */
const floors = [
  ["modules/addressing", "modules/identity", "modules/domains"],
  ["modules/topology", "modules/software"],
  [
    "modules/wiring",
    "modules/network",
    "modules/hosts",
    "modules/privatelink",
    "modules/dns",
    "modules/access",
    "modules/beanstalk",
    "modules/proxies",
    "modules/peering",
    "modules/relays",
    "modules/vpn",
    "modules/live-checks",
    "analysis/packets",
  ],
  ["stacks", "analysis/terraform", "analysis/network"],
  ["analysis/reachability"],
  ["analysis/lab", "analysis/review", "analysis/diagram"],
  ["main\\.ts", "cli"],
];
const startsWithOneOf = (folders) => `^(${folders.join("|")})`;

const above = floors.slice(0, -1).map((folders, floor) => ({
  name: `floor-${floor}-imports-nothing-above`,
  severity: "error",
  from: { path: startsWithOneOf(folders) },
  to: { path: startsWithOneOf(floors.slice(floor + 1).flat()) },
}));

module.exports = {
  forbidden: [
    ...above,
    {
      name: "input-language-and-host-software-know-nothing-of-each-other",
      severity: "error",
      from: { path: "^modules/(topology|software)/" },
      to: { path: "^modules/(topology|software)/", pathNot: "^modules/$1/" },
    },
    {
      name: "generation-and-analysis-never-meet",
      severity: "error",
      from: { path: "^(stacks|analysis)/" },
      to: { path: "^(stacks|analysis)/", pathNot: "^$1/" },
    },
    {
      name: "constructs-know-nothing-of-yaml",
      comment:
        "Only the assembly turns a topology into stacks; a stack or construct is useful without a topology file.",
      severity: "error",
      from: {
        path: "^(stacks|modules/(wiring|network|hosts|privatelink|dns|access|beanstalk|proxies|peering|relays|vpn|live-checks))/",
        pathNot: "^stacks/assembly/",
      },
      to: { path: "^modules/topology/" },
    },
    {
      name: "analysis-knows-nothing-of-constructs-and-topologies",
      severity: "error",
      from: { path: "^analysis/" },
      to: { path: "^modules/", pathNot: "^modules/(addressing|identity|domains|software)/" },
    },
    {
      name: "terraform-is-read-without-a-network",
      severity: "error",
      from: { path: "^analysis/terraform/" },
      to: { path: "^analysis/(network|packets)/" },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, path: "^(modules|stacks|cli|analysis)/" },
      to: {},
    },
    {
      name: "product-does-not-import-tests",
      severity: "error",
      from: { pathNot: "^__tests__/" },
      to: { path: "^__tests__/" },
    },
    {
      name: "no-development-packages-in-the-product",
      severity: "error",
      from: { path: "^(main\\.ts|cli|stacks|modules|analysis)" },
      to: { dependencyTypes: ["npm-dev"] },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(node_modules|cdktf\\.out|bootstrap\\.out|plan\\.out|state)/" },
  },
};
