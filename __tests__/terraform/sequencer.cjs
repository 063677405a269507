const { basename, dirname } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/**
 * The longest first: together the files take hardly longer than the longest, if that does not start last. Jest measures
 * them by themselves, and knows nothing yet in a fresh clone, where it goes by the size of the files: how long these take
 * is a matter of the load balancers that the provider waits for.
 */
const LONGEST = [
  "commands.test.ts",
  "egress-proxy-hub.test.ts",
  "address-class-relay.test.ts",
  "peered-proxy.test.ts",
  "s3-state.test.ts",
  "address-class-relay-managed.test.ts",
  "beanstalk-service.test.ts",
  "two-providers.test.ts",
  "proxy-service.test.ts",
  "private-dns.test.ts",
  "cross-az-web.test.ts",
  "removal.test.ts",
  "beanstalk-bundle.test.ts",
  "proxy-address.test.ts",
  "existing-network.test.ts",
  "permission-matrix.test.ts",
  "validation.test.ts",
  "contract-faults.test.ts",
];

/** Where a file comes that has not been measured; those that are not named keep Jest's order behind. */
function placeOf({ path, duration }) {
  const place = dirname(path) === __dirname ? LONGEST.indexOf(basename(path)) : -1;
  return duration === undefined && place >= 0 ? place : LONGEST.length;
}

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((left, right) => placeOf(left) - placeOf(right));
  }
};
