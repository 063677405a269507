import { architectureOf } from "../../identity";
import { isExisting } from "../derivations";
import type { Path } from "../problem";
import type { HostInput } from "../schema";
import { type Check, type Report } from "./check";
import { vpcSitesOf } from "./vpc-sites";

/** What a host's operating system cannot do. */
export const checkPlatforms: Check = (draft, report) => {
  for (const { path, hosts } of vpcSitesOf(draft)) {
    for (const [host, written] of Object.entries(hosts)) {
      if (!isExisting(written) && written.platform === "windows")
        checkWindows(written, [...path, "hosts", host], report);
    }
  }
};

/** The size of AWS's image of Windows Server 2022, in GiB. */
const WINDOWS_IMAGE_SIZE = 30;

function checkWindows({ web, instanceType, rootVolumeSize }: HostInput, path: Path, report: Report): void {
  if (web !== undefined)
    report(
      [...path, "web"],
      "the web server is a package of Amazon Linux; leave it out, or leave `platform: windows` out",
      "key",
    );
  // https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-types.html
  if (instanceType !== undefined && architectureOf(instanceType) === "arm64")
    report(
      [...path, "instanceType"],
      "this has a Graviton (arm64) processor, on which Windows does not run; write one with an Intel or AMD processor, like t3.medium",
    );
  if (rootVolumeSize !== undefined && rootVolumeSize < WINDOWS_IMAGE_SIZE)
    report(
      [...path, "rootVolumeSize"],
      `AWS's Windows image alone has ${WINDOWS_IMAGE_SIZE} GiB; write ${WINDOWS_IMAGE_SIZE} or more`,
    );
}
