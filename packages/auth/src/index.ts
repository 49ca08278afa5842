export { ArgumentError, isArgumentError } from "./lib/argument-error.js";
export { type ConnectionString, parseConnectionString } from "./lib/connection-string.js";
export {
  ConnectionStringError,
  type ConnectionStringPart,
  isConnectionStringError,
} from "./lib/connection-string-error.js";
export { formatConnectionString } from "./lib/format-connection-string.js";
export { isLoopback } from "./lib/loopback.js";
export { type ParsedSasToken, parseSasToken } from "./lib/parse-sas-token.js";
export {
  type Credential,
  createSasCredential,
  type GetTokenOptions,
  type SasCredentialOptions,
  type SignedToken,
} from "./lib/sas-credential.js";
export { createSasToken, type SasTokenOptions, sasStringToSign } from "./lib/sas-token.js";
export { isSasTokenError, SasTokenError } from "./lib/sas-token-error.js";
export { isServiceHost, serviceHostSuffixes } from "./lib/service-host.js";
