/** An environment variable that makes one family of programs trust the local certificate. */
export interface CertificateVariable {
  readonly name: string;
  /** Who reads it. */
  readonly readBy: string;
  /**
   * Whether the file replaces the system's certificates for that program instead of adding to them.
   */
  readonly replacesSystemCertificates: boolean;
}

/**
 * How each runtime finds the local certificate. Java has no such variable: `keytool
 * -importcert` puts the file into a trust store, which `-Djavax.net.ssl.trustStore` names.
 */
export const certificateVariables: readonly CertificateVariable[] = [
  {
    name: "NODE_EXTRA_CA_CERTS",
    readBy: "Node.js and Bun: @azure/notification-hubs, @nh/client",
    replacesSystemCertificates: false,
  },
  {
    name: "SSL_CERT_FILE",
    readBy: ".NET on Linux, Python's ssl, Go, Ruby, PHP, curl",
    replacesSystemCertificates: true,
  },
  { name: "REQUESTS_CA_BUNDLE", readBy: "Python's requests", replacesSystemCertificates: true },
  { name: "CURL_CA_BUNDLE", readBy: "curl", replacesSystemCertificates: true },
  { name: "DENO_CERT", readBy: "Deno", replacesSystemCertificates: false },
];

/** The variables with their value, for a child process. */
export function certificateEnvironment(certificatePath: string): Record<string, string> {
  return Object.fromEntries(certificateVariables.map(({ name }) => [name, certificatePath]));
}
