import { z } from "zod";
import { parseRegion, type Region } from "../../identity";
import { ACCESS_LOG } from "./configuration";

/** Where AWS recommends it to be, for an agent that reads no other. */
export const AGENT_FILE = "/opt/aws/amazon-cloudwatch-agent/etc/cloudwatch-agent.json";

/** Reads the file, and starts the agent, now and at every boot. */
export const AGENT_COMMAND = [
  "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl",
  "-a",
  "fetch-config",
  "-m",
  "ec2",
  "-s",
  "-c",
  `file:${AGENT_FILE}`,
];

export interface LogDestination {
  readonly region: Region;
  readonly logGroup: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const LOG_GROUP = /^[.\-_/#A-Za-z0-9]{1,512}$/;

/**
 * The configuration of the CloudWatch agent. How long entries are kept is the log group's own to say: without
 * `retention_in_days` the agent does not touch it. Squid's log folder is closed to all but root and Squid.
 * @throws RangeError when the log group has no name that a log group can have
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function agentConfiguration({ region, logGroup }: LogDestination): string {
  if (!LOG_GROUP.test(logGroup)) {
    throw new RangeError(
      `${JSON.stringify(logGroup)} cannot be the name of a log group: it has letters, digits and . - _ / #, 512 at most.`,
    );
  }
  const accessLog = {
    file_path: ACCESS_LOG,
    log_group_name: logGroup,
    log_stream_name: "{instance_id}",
    timestamp_format: "%Y-%m-%dT%H:%M:%S",
    timezone: "UTC",
  };
  const configuration = {
    agent: { region, run_as_user: "root" },
    logs: { logs_collected: { files: { collect_list: [accessLog] } } },
  };
  return `${JSON.stringify(configuration, undefined, 1)}\n`;
}

const written = z.object({
  agent: z.object({ region: z.string() }),
  logs: z.object({
    logs_collected: z.object({
      files: z.object({ collect_list: z.tuple([z.object({ log_group_name: z.string().regex(LOG_GROUP) })]) }),
    }),
  }),
});

/** Where the log goes; whatever else the file says is not looked at. */
export function readLogDestination(text: string | undefined): LogDestination | undefined {
  const read = written.safeParse(json(text));
  if (!read.success) return undefined;
  const region = parseRegion(read.data.agent.region);
  const [{ log_group_name: logGroup }] = read.data.logs.logs_collected.files.collect_list;
  return region.ok ? { region: region.value, logGroup } : undefined;
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
