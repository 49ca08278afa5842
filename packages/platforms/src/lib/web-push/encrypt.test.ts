import { createECDH } from "node:crypto";
import { describe, expect, it } from "vitest";
import webPush from "web-push";
import { createBrowserKeys, decrypt } from "../../../test/doubles/decrypt.js";
import { encrypt, LARGEST_PAYLOAD_BYTES } from "./encrypt.js";

const bytes = (text: string): Buffer => Buffer.from(text, "base64url");

describe("encrypt", () => {
  it("reproduces the message of RFC 8291, section 5", () => {
    const keyPair = createECDH("prime256v1");
    keyPair.setPrivateKey(bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
    const message = encrypt(
      Buffer.from("When I grow up, I want to be a watermelon"),
      {
        p256dh: bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        auth: bytes("BTBZMqHH6r4Tts7J_aSIgg"),
      },
      { keyPair, salt: bytes("DGv6ra1nlYgDCS1FRnbzlw") },
    );
    expect(message.toString("base64url")).toBe(
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
    );
  });

  it.each(["", "x", "ä€😀", "x".repeat(LARGEST_PAYLOAD_BYTES)])(
    "makes what a browser reads, as web-push does (%#)",
    async (text) => {
      const keys = await createBrowserKeys();
      const receiver = { p256dh: bytes(keys.p256dh), auth: bytes(keys.auth) };
      const own = encrypt(Buffer.from(text), receiver);
      const other = webPush.encrypt(keys.p256dh, keys.auth, Buffer.from(text), "aes128gcm").cipherText;
      expect(await decrypt(own, keys)).toBe(text);
      expect(await decrypt(other, keys)).toBe(text);
      expect(own.length).toBe(other.length);
      // Apart from salt, key and ciphertext there is nothing to choose.
      expect(own.subarray(16, 21)).toEqual(other.subarray(16, 21));
    },
  );

  it("fits 3,993 bytes into one record of 4,096 bytes", async () => {
    const keys = await createBrowserKeys();
    const receiver = { p256dh: bytes(keys.p256dh), auth: bytes(keys.auth) };
    expect(encrypt(Buffer.alloc(3993), receiver)).toHaveLength(4096);
  });

  it("uses new keys and a new salt for each message", async () => {
    const keys = await createBrowserKeys();
    const receiver = { p256dh: bytes(keys.p256dh), auth: bytes(keys.auth) };
    const [first, second] = [encrypt(Buffer.from("x"), receiver), encrypt(Buffer.from("x"), receiver)];
    expect(first.subarray(0, 16)).not.toEqual(second.subarray(0, 16));
    expect(first.subarray(21, 86)).not.toEqual(second.subarray(21, 86));
  });
});
