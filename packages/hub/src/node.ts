export {
  type CertificateVariable,
  certificateEnvironment,
  certificateVariables,
} from "./lib/node/certificate-variables.js";
export {
  HubStartError,
  type HubStartErrorCode,
  HubStoreError,
  type HubStoreErrorCode,
  isHubStartError,
  isHubStoreError,
} from "./lib/node/errors.js";
export type { PageFile } from "./lib/node/page-files.js";
export type { PortOptions } from "./lib/node/ports.js";
export { openSqliteStore } from "./lib/node/sqlite-store.js";
export { type StartedHub, type StartHubOptions, startHub } from "./lib/node/start-hub.js";
