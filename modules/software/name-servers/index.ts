export type { NameServers } from "./name-servers";
export { parseNameServers, renderNameServers, withoutNameServers } from "./render";
