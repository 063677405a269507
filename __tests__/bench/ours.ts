import { synthesize } from "../../cli/synthesis";
import { verificationOf } from "../../cli/verification";

// ours.ts FILE OUTDIR: the whole way from a topology file to published Terraform, with or without its proof.
const [file, outdir] = process.argv.slice(2);
if (file === undefined || outdir === undefined) throw new Error("ours.ts needs a topology file and a folder");
synthesize([file], outdir, { verification: verificationOf(process.env) });
