import { run } from "./failure";
import { main } from "./program";

run(() => main(process.argv.slice(2)));
