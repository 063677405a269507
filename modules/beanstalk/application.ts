import { createHash } from "node:crypto";
import { ElasticBeanstalkApplication } from "@cdktf/provider-aws/lib/elastic-beanstalk-application";
import { ElasticBeanstalkApplicationVersion } from "@cdktf/provider-aws/lib/elastic-beanstalk-application-version";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AccountId, Region } from "../identity";
import { hyphenatedName } from "../network";
import { encodeSourceBundle } from "../software";
import { BundleBucket } from "./bundle-bucket";

/** What an environment runs. */
export type ApplicationSource =
  /** A web server with one page, for which a source bundle is made. */
  | { readonly kind: "web"; readonly page: string }
  /** A source bundle that is there already, in the environment's Region. */
  | { readonly kind: "source-bundle"; readonly bucket: string; readonly key: string };

/** Where a source bundle is, in S3. */
export interface BundlePlace {
  readonly bucket: string;
  readonly key: string;
}

export interface ApplicationProps {
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly source: ApplicationSource;
  /** Whether the environment's load balancer crosses zones, which a bundle that is made here says. */
  readonly crossZone: boolean;
}

/** An S3 bucket's name has at most 63 characters, and is nobody else's in the world. */
const LONGEST_BUCKET_NAME = 63;
/** @see https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateApplication.html */
const LONGEST_APPLICATION_NAME = 100;

/**
 * An Elastic Beanstalk application with one version. (The tag `Name` is Elastic Beanstalk's own.) Another bundle makes another version: a label, like the key of a
 * bundle made here, stands for one content forever.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-versions.html
 */
export class Application extends Construct {
  readonly name: string;
  readonly versionLabel: string;
  readonly bundle: BundlePlace;

  constructor(scope: Construct, id: string, props: ApplicationProps) {
    super(scope, id);
    const { name, source } = props;
    const application = new ElasticBeanstalkApplication(this, "resource", {
      name: hyphenatedName(name, LONGEST_APPLICATION_NAME),
    });
    this.name = application.name;
    const { place, label, dependsOn } =
      source.kind === "web" ? this.upload(props, source.page) : given(source);
    this.bundle = place;
    const version = new ElasticBeanstalkApplicationVersion(this, "version", {
      name: label,
      application: application.name,
      bucket: place.bucket,
      key: place.key,
      description: `s3://${place.bucket}/${place.key}`,
      dependsOn: [...dependsOn],
      // The environment runs the old version until the new one is there.
      lifecycle: { createBeforeDestroy: true },
    });
    this.versionLabel = version.name;
  }

  private upload({ name, account, region, crossZone }: ApplicationProps, page: string): Upload {
    const { base64, hash } = encodeSourceBundle({ page, crossZone });
    const place = {
      bucket: hyphenatedName(`source-bundles.${name}.${region}.${account}`, LONGEST_BUCKET_NAME),
      key: `${hash}.zip`,
    };
    const { safeguards } = new BundleBucket(this, "bucket", { bucket: place.bucket, region });
    const object = new S3Object(this, "bundle", {
      ...place,
      contentBase64: base64,
      contentType: "application/zip",
      serverSideEncryption: "AES256",
      tags: { Name: name },
      dependsOn: [...safeguards],
      lifecycle: { createBeforeDestroy: true },
    });
    return { place, label: hash, dependsOn: [object] };
  }
}

interface Upload {
  readonly place: BundlePlace;
  readonly label: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

function given({ bucket, key }: BundlePlace): Upload {
  const label = createHash("sha256").update(`${bucket}/${key}`).digest("hex").slice(0, 16);
  return { place: { bucket, key }, label, dependsOn: [] };
}
