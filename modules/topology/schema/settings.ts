import { z } from "zod";
import { bucketName } from "../aws-names";
import { closed, missing, NAME, NAME_SENTENCE } from "../shapes";
import { region, roleName } from "../values";

export const roles = closed({
  deploy: roleName.optional().meta({
    description:
      "Assumed to deploy; left out, the credentials at hand are used, or with state in S3, network-deploy.",
  }),
  plan: roleName.optional().meta({
    description: "Assumed to plan (RUN_AS=plan), may change nothing; with state in S3, network-plan.",
  }),
  readContract: roleName.optional().meta({
    description: "Assumed to read other accounts' contracts from S3; left out, network-read-contract.",
  }),
  boundary: roleName.optional().meta({
    description:
      "The IAM policy that bounds every role that the stacks make; with state in S3, network-boundary.",
  }),
  bootstrap: roleName.optional().meta({
    description:
      "Assumed by the bootstrap alone, like OrganizationAccountAccessRole; left out, the credentials at hand are used.",
  }),
});

export const state = z.discriminatedUnion(
  "backend",
  [
    closed({ backend: z.literal("local").meta({ description: "The folder state/ beside the output." }) }),
    closed({
      backend: z.literal("s3").meta({ description: "An S3 bucket that every account shares." }),
      bucket: bucketName.meta({ description: "The bucket's name." }),
      account: z
        .string(missing("write the name, in `accounts`, of the account that owns the bucket"))
        .regex(NAME, NAME_SENTENCE)
        .meta({ description: "The account that owns the bucket." }),
      region: region.optional().meta({ description: "The bucket's Region; left out, that of the stacks." }),
    }),
  ],
  "this is not a backend; write local or s3",
);
