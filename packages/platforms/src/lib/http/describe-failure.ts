interface NodeError extends Error {
  readonly code?: string | undefined;
  readonly errors?: readonly Error[] | undefined;
}

/** The meaning of Node's error codes. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused",
  ECONNRESET: "The connection was reset",
  EHOSTUNREACH: "The host cannot be reached",
  ENETUNREACH: "The network cannot be reached",
  ENOTFOUND: "The name of the host was not found",
  EAI_AGAIN: "The name of the host could not be looked up",
  EPIPE: "The connection was closed",
  ETIMEDOUT: "The connection took too long",
  CERT_HAS_EXPIRED: "The certificate of the server has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The certificate of the server is self-signed and not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "The certificate of the server is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The certificate of the server is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The certificate of the server is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "The certificate of the server is for another host",
  ERR_HTTP2_ERROR: "The server does not speak HTTP/2",
};

/**
 * Describes an error of Node in a sentence with its code: `The connection was refused
 * (ECONNREFUSED).`
 */
export function describeFailure(error: unknown): string {
  const known = error as NodeError | undefined;
  // Node tried several addresses. The first failure represents all of them.
  const code = known?.code ?? (known?.errors?.[0] as NodeError | undefined)?.code;
  if (code === undefined) return "The connection failed.";
  return `${meanings[code] ?? "The connection failed"} (${code}).`;
}

/** Whether the server sent a TLS alert that refuses the certificate of the client. */
export function isCertificateAlert(error: unknown): boolean {
  return /ALERT.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/.test((error as NodeError | undefined)?.code ?? "");
}
