import { describe, expect, it } from "vitest";
import { hasHmacSha256, importVerificationKey, hmacSha256Base64 as signWithWebCrypto } from "./hmac.js";
import { hmacSha256Base64 as signWithNode } from "./hmac-node.js";

// RFC 4231, test case 2.
const key = "Jefe";
const message = "what do ya want for nothing?";
const signature = Buffer.from("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "hex").toString(
  "base64",
);

describe.each([
  ["WebCrypto", signWithWebCrypto],
  ["Node", signWithNode],
])("hmacSha256Base64 of %s", (_name, sign) => {
  it("computes the vector of RFC 4231", async () => {
    expect(await sign(key, message)).toBe(signature);
  });

  it("takes key and message as UTF-8", async () => {
    expect(await sign("schlüssel", "naïve ☕")).toBe("xJPs8PrgNNbNDd1Z00t/yXHaS3kkQcodfqCVo9YXUjU=");
  });
});

describe("hasHmacSha256", () => {
  it("accepts the right signature and refuses one for another message", async () => {
    const imported = await importVerificationKey(key);
    expect(await hasHmacSha256(imported, message, signature)).toBe(true);
    expect(await hasHmacSha256(imported, `${message}!`, signature)).toBe(false);
  });

  it.each(["", "not base64", signature.slice(0, -1), `${signature} `, `${signature}=`, signature.slice(4)])(
    "refuses %j, which is not 32 bytes of base64",
    async (text) => {
      expect(await hasHmacSha256(await importVerificationKey(key), message, text)).toBe(false);
    },
  );
});
