/**
 * What `hmac.ts` computes, with Node's own HMAC: one synchronous call instead of two trips to the
 * thread pool. `node:crypto` is loaded with the first signature: it would be a good part of the
 * time that an import takes.
 */
export async function hmacSha256Base64(key: string, message: string): Promise<string> {
  const { createHmac } = process.getBuiltinModule("node:crypto");
  return createHmac("sha256", key).update(message).digest("base64");
}
