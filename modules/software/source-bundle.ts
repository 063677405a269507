import { createHash } from "node:crypto";
import { isUnicode } from "./base64";
import { type Files, packZip, unpackZip } from "./zip";

/** An application for the Docker platform of Elastic Beanstalk, which answers HTTP requests for one page. */
export interface SourceBundle {
  /** What `GET /` and `GET /index.html` answer, byte for byte. */
  readonly page: string;
  /** Whether the environment's Network Load Balancer sends traffic of one zone to instances in others. */
  readonly crossZone: boolean;
}

export type ParsedSourceBundle =
  | { readonly kind: "source-bundle"; readonly bundle: SourceBundle }
  /** What it makes of the environment is not known. */
  | { readonly kind: "unrecognised"; readonly reason: string };

export interface EncodedSourceBundle {
  /** The zip. */
  readonly base64: string;
  /** Names the zip by its content. */
  readonly hash: string;
}

const PAGE = "index.html";

/**
 * nginx's own configuration serves this folder on port 80. The platform's proxy, which the load balancer calls,
 * forwards to the port that is exposed.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/single-container-docker-configuration.html
 */
const DOCKERFILE = `FROM public.ecr.aws/docker/library/nginx:1.28.0-alpine
COPY ${PAGE} /usr/share/nginx/html/${PAGE}
EXPOSE 80
`;

/**
 * There is no option for it: the namespace `aws:elbv2:loadbalancer` does not apply to Network Load Balancers.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-format-resources-eb.html
 */
function loadBalancerConfiguration(crossZone: boolean): string {
  return `Resources:
  AWSEBV2LoadBalancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      LoadBalancerAttributes:
        - Key: load_balancing.cross_zone.enabled
          Value: "${String(crossZone)}"
`;
}

/** @throws RangeError when the page is not Unicode */
export function encodeSourceBundle(bundle: SourceBundle): EncodedSourceBundle {
  if (!isUnicode(bundle.page))
    throw new RangeError("The page holds half of a character, which UTF-8 cannot write.");
  const zip = packZip(filesOf(bundle));
  return {
    base64: zip.toString("base64"),
    hash: createHash("sha256").update(zip).digest("hex").slice(0, 16),
  };
}

/** Reads a bundle back; what {@link encodeSourceBundle} cannot have made is `unrecognised`. */
export function decodeSourceBundle(base64: string): ParsedSourceBundle {
  const zip = Buffer.from(base64, "base64");
  if (zip.toString("base64") !== base64) return unrecognised("it is not base64 on one line");
  const unpacked = unpackZip(zip);
  if (unpacked.kind === "unrecognised") return unpacked;
  const page = unpacked.files.get(PAGE);
  if (page === undefined) return unrecognised(`it has no ${PAGE}`);
  for (const crossZone of [true, false]) {
    const bundle = { page, crossZone };
    if (packZip(filesOf(bundle)).equals(zip)) return { kind: "source-bundle", bundle };
  }
  return unrecognised(`besides ${PAGE}, it holds other files, or other texts in them`);
}

function filesOf({ page, crossZone }: SourceBundle): Files {
  return new Map([
    [".ebextensions/load-balancer.config", loadBalancerConfiguration(crossZone)],
    ["Dockerfile", DOCKERFILE],
    [PAGE, page],
  ]);
}

function unrecognised(reason: string): ParsedSourceBundle {
  return { kind: "unrecognised", reason };
}
