import type { Finding } from "./issues";
import type { Roles, Topology } from "./model";
import type { Path } from "./problem";

/** What a topology says otherwise than others that it shares a bucket, or the roles of an account, with. */
export function disagreements(topology: Topology, others: readonly Topology[]): Finding[] {
  const { state } = topology;
  const found = others.flatMap((other) => [
    ...bundleFindings(topology, other),
    ...ownNameFindings(topology, other),
  ]);
  if (state.backend === "local") return found;
  const first = others.find((other) => other.state.backend === "s3" && other.state.bucket === state.bucket);
  return [
    ...found,
    ...(first === undefined ? [] : sharingFindings(topology, first)),
    ...others.flatMap((other) => roleFindings(topology, other)),
  ];
}

function finding(path: Path, sentence: string): Finding {
  return { path, atKey: false, sentence };
}

/** One stack makes the bucket, and one the roles of each account. */
function sharingFindings({ state, roles }: Topology, other: Topology): Finding[] {
  if (state.backend === "local" || other.state.backend === "local") return [];
  const saying = (what: string, said: string): string =>
    `${other.file} keeps its state in this bucket too, and says that ${what} ${said}; say the same`;
  const found: Finding[] = [];
  for (const key of ["account", "region"] as const) {
    if (state[key] !== other.state[key])
      found.push(finding(["state", key], saying(`its ${key} is`, other.state[key])));
  }
  for (const role of ROLES) {
    if (roles[role] !== other.roles[role])
      found.push(finding(["roles", role], saying(`roles.${role} is`, other.roles[role] ?? "left out")));
  }
  return found;
}

const ROLES: readonly (keyof Roles)[] = ["deploy", "plan", "readContract", "boundary", "bootstrap"];
/** Those that the bootstrap makes. */
const MADE: readonly (keyof Roles)[] = ["deploy", "plan", "readContract", "boundary"];

/** Roles of one account are made for one bucket: for another bucket they need other names. */
function roleFindings(topology: Topology, other: Topology): Finding[] {
  const { state, roles } = topology;
  if (state.backend === "local" || other.state.backend === "local" || state.bucket === other.state.bucket)
    return [];
  const accounts = new Set(other.entries.map(({ account }) => account));
  const shared = topology.entries.map(({ account }) => account).find((account) => accounts.has(account));
  // IAM takes names that differ in case only for the same.
  const names = new Set(MADE.map((role) => other.roles[role]?.toLowerCase()));
  const role = MADE.find((each) => names.has(roles[each]?.toLowerCase()));
  if (shared === undefined || role === undefined) return [];
  return [
    finding(
      ["state", "bucket"],
      `${other.file} keeps its state in ${other.state.bucket}, and both want to have ${roles[role] ?? ""} made in account ${shared}; keep both states in one bucket, or name other roles`,
    ),
  ];
}

/** Roles whose names begin with a topology's are its own, which its deployment may change and delete. */
function ownNameFindings(topology: Topology, other: Topology): Finding[] {
  const accounts = new Set(other.entries.map(({ account }) => account));
  if (!topology.entries.some(({ account }) => accounts.has(account))) return [];
  const theirs = rolesCalledAfter(other, topology).map((role) =>
    finding(
      ["roles", role],
      `names that begin with ${other.name}. are those of the own roles of ${other.file}, which its deployment may change; name it otherwise`,
    ),
  );
  const [role] = rolesCalledAfter(topology, other);
  if (role === undefined) return theirs;
  const sentence = `${other.file} has roles.${role} ${other.roles[role] ?? ""}, and roles whose names begin with ${topology.name}. are this topology's own, which its deployment may change; name one of both otherwise`;
  return [...theirs, finding(["topology"], sentence)];
}

function rolesCalledAfter({ name }: Topology, { roles }: Topology): (keyof Roles)[] {
  return ROLES.filter((role) => roles[role]?.startsWith(`${name}.`));
}

/** Neither keeps its builds where the other keeps its states. */
function bundleFindings(topology: Topology, other: Topology): Finding[] {
  const { state } = topology;
  const buckets = topology.entries.flatMap(({ section, name, environments }) =>
    environments.flatMap((environment) =>
      environment.application.kind === "source-bundle"
        ? [
            {
              bucket: environment.application.bucket,
              path: [section, name, "environments", environment.name, "sourceBundle", "bucket"],
            },
          ]
        : [],
    ),
  );
  const inOthers = buckets
    .filter(({ bucket }) => other.state.backend === "s3" && bucket === other.state.bucket)
    .map(({ path }) =>
      finding(path, `this bucket holds the states of ${other.file}; put the source bundle into another`),
    );
  const otherBundles = other.entries.flatMap(({ environments }) =>
    environments.flatMap(({ application }) =>
      application.kind === "source-bundle" ? [application.bucket] : [],
    ),
  );
  const inOwn = state.backend === "s3" && otherBundles.includes(state.bucket);
  return inOwn
    ? [
        ...inOthers,
        finding(
          ["state", "bucket"],
          `${other.file} has a source bundle there; keep the state in another bucket`,
        ),
      ]
    : inOthers;
}
