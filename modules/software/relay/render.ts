import { formatAddress } from "../../addressing";
import type { CloudConfig, CloudConfigFile } from "../cloud-config";
import {
  ADDRESS_FILE,
  COMMANDS,
  INTERFACE_FILE,
  MAIN_CONFIGURATION,
  MAIN_FILE,
  NETWORKD,
  NETWORKD_FILE,
  SCRIPT_FILE,
  TRANSLATIONS_FILE,
  UNIT,
  UNIT_FILE,
} from "./configuration";
import type { Relay } from "./relay";
import { SCRIPT } from "./script";
import { faultOf as faultOfTranslations, translationLines } from "./translations";

/** None of these has a meaning to a shell or to the filters of the AWS CLI. */
const INTERFACE_NAME = /^[A-Za-z0-9._/-]{1,256}$/;

/**
 * The software of a relay. What the topology says is in three files of its own. The AWS CLI is part of the image.
 *
 * The order of translations, and of their sources, changes nothing in what is written.
 *
 * @throws RangeError where {@link faultOf} says a sentence
 * @see https://docs.aws.amazon.com/linux/al2023/release-notes/all-packages-AL2023.html (nftables)
 */
export function renderRelay(relay: Relay): CloudConfig {
  const fault = faultOf(relay);
  if (fault !== undefined) throw new RangeError(fault);
  return {
    packages: ["nftables"],
    files: [
      file(INTERFACE_FILE, `${relay.region}\n${relay.interfaceName}\n`),
      file(ADDRESS_FILE, `define address = ${formatAddress(relay.address)}\n`),
      file(TRANSLATIONS_FILE, translationLines(relay.translations)),
      file(MAIN_FILE, MAIN_CONFIGURATION),
      file(NETWORKD_FILE, NETWORKD),
      file(UNIT_FILE, UNIT),
      { path: SCRIPT_FILE, content: SCRIPT, permissions: "0755" },
    ],
    commands: COMMANDS,
  };
}

/** Why no host can be this relay; `undefined` where one can. */
export function faultOf({ interfaceName, translations }: Relay): string | undefined {
  return INTERFACE_NAME.test(interfaceName)
    ? faultOfTranslations(translations)
    : `${JSON.stringify(interfaceName)} cannot be the name of a relay's interface: it has letters, digits and . _ / -, 256 at most.`;
}

function file(path: string, content: string): CloudConfigFile {
  return { path, content, permissions: "0644" };
}
