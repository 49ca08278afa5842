/**
 * The runtime decides which file this is, through `imports` in package.json: hmac-node.ts in Node,
 * else hmac.ts.
 */
declare module "#hmac" {
  export function hmacSha256Base64(key: string, message: string): Promise<string>;
}
