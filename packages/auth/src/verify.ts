export {
  type SasKey,
  type SasRejection,
  type SasVerification,
  type VerifySasTokenOptions,
  verifySasToken,
} from "./lib/verify-sas.js";
