export { describeOrphan } from "./json";
export { asPublished, orphansOf } from "./listing";
export type { Orphan } from "./orphan";
export { formatOrphanCount, formatOrphans } from "./text";
