import { type ConnectionString, createSasToken, type SignedToken } from "@nh/auth";

const TTL_SECONDS = 300;

/**
 * Signs a token anew for each request, by the real time. The client's own credential also keeps
 * tokens and renews them in time. A page that sends now and then does not need that, and its code
 * would weigh more than this.
 */
export function signerOf({ sharedAccessKeyName: keyName, sharedAccessKey: key }: ConnectionString): {
  getToken(resourceUri: string): Promise<SignedToken>;
} {
  return {
    async getToken(resourceUri) {
      const token = await createSasToken({ resourceUri, keyName, key, ttlSeconds: TTL_SECONDS });
      return { token, expiresAtMs: Date.now() + TTL_SECONDS * 1_000 };
    },
  };
}
