export { describeOrphan } from "./json";
export { asPublished, BOOTSTRAP, orphansOf } from "./listing";
export type { Orphan } from "./orphan";
export { formatOrphanCount, formatOrphans } from "./text";
