import { z } from "zod";
import { bucketName, cnamePrefix, dockerSolutionStack, objectKey } from "../aws-names";
import { closed } from "../shapes";
import { availabilityZone, instanceType, page, port } from "../values";

export const environment = closed({
  zones: z
    .array(availabilityZone)
    .min(1)
    .optional()
    .meta({ description: "Zones with instances; left out, all zones of the VPC." }),
  port: port.default(80).meta({ description: "The TCP port that its load balancer listens on." }),
  instanceType: instanceType.default("t3.small").meta({ description: "The EC2 instance type." }),
  instances: closed({
    min: z.int().min(1).max(1000).optional().meta({ description: "Left out, one for each zone." }),
    max: z.int().min(1).max(1000).optional().meta({ description: "Left out, twice `min`." }),
  })
    .prefault({})
    .meta({ description: "How many instances there are." }),
  cnamePrefix: cnamePrefix.optional().meta({
    description: "Begins the environment's address, <prefix>.<region>.elasticbeanstalk.com.",
  }),
  solutionStack: dockerSolutionStack.optional().meta({
    description: "The Docker platform's version; left out, the newest one when the environment is made.",
  }),
  web: closed({ page: page.meta({ description: "What it answers for /index.html." }) })
    .optional()
    .meta({ description: "Runs a web server with one page." }),
  sourceBundle: closed({
    bucket: bucketName.meta({ description: "The S3 bucket, in the environment's Region." }),
    key: objectKey.meta({ description: "The key of the source bundle." }),
  })
    .optional()
    .meta({ description: "Runs an application of your own, which listens on port 80." }),
});
