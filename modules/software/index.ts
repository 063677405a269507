export {
  type CloudConfig,
  type CloudConfigFile,
  parseCloudConfig,
  type ParsedCloudConfig,
  renderCloudConfig,
} from "./cloud-config";
export {
  decodeSourceBundle,
  type EncodedSourceBundle,
  encodeSourceBundle,
  type ParsedSourceBundle,
  type SourceBundle,
} from "./source-bundle";
export { decodeUserData, type EncodedUserData, encodeUserData, USER_DATA_LIMIT } from "./user-data";
export { type ParsedWebServer, parseWebServer, renderWebServer, type WebServer } from "./web-server";
