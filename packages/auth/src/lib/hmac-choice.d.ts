/** Which file this is, `imports` in package.json decides by the runtime: hmac-node.ts under Node, hmac.ts elsewhere. */
declare module "#hmac" {
  export function hmacSha256Base64(key: string, message: string): Promise<string>;
}
