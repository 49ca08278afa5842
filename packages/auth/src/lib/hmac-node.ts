import { createHmac } from "node:crypto";

/** What `hmac.ts` computes, by Node's own HMAC: one synchronous call where WebCrypto needs two trips to the thread pool. */
export async function hmacSha256Base64(key: string, message: string): Promise<string> {
  return createHmac("sha256", key).update(message).digest("base64");
}
