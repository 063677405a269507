import { synthesize } from "../../cli/synthesis";

// ours.ts FILE OUTDIR: the whole way from a topology file to published Terraform.
const [file, outdir] = process.argv.slice(2);
if (file === undefined || outdir === undefined) throw new Error("ours.ts needs a topology file and a folder");
synthesize([file], outdir);
