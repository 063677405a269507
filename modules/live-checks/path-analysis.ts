import { Ec2NetworkInsightsAnalysis } from "@cdktf/provider-aws/lib/ec2-network-insights-analysis";
import { Ec2NetworkInsightsPath } from "@cdktf/provider-aws/lib/ec2-network-insights-path";
import { Construct } from "constructs";

export interface PathAnalysisProps {
  /** What the analysis is called in AWS. */
  readonly name: string;
  /** ID of an instance or an endpoint service of the stack's account. */
  readonly source: string;
  /** ID of an instance or an endpoint of the stack's account. */
  readonly destination: string;
  readonly protocol: "tcp" | "udp";
  /** The port that the source calls, 1 to 65535; behind a load balancer it may be another. */
  readonly port: number;
}

/**
 * One question to Reachability Analyzer, which AWS answers once, when Terraform makes it, and charges for.
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html
 */
export class PathAnalysis extends Construct {
  readonly path: Ec2NetworkInsightsPath;
  readonly analysis: Ec2NetworkInsightsAnalysis;

  constructor(
    scope: Construct,
    id: string,
    { name, source, destination, protocol, port }: PathAnalysisProps,
  ) {
    super(scope, id);
    const tags = { Name: name };
    this.path = new Ec2NetworkInsightsPath(this, "path", {
      source,
      destination,
      protocol,
      filterAtSource: { destinationPortRange: { fromPort: port, toPort: port } },
      tags,
    });
    this.analysis = new Ec2NetworkInsightsAnalysis(this, "resource", {
      networkInsightsPathId: this.path.id,
      tags,
    });
  }
}
