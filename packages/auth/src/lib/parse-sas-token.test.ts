import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSasToken, readSasToken } from "./parse-sas-token.js";
import { SasTokenError } from "./sas-token-error.js";

const fields = {
  resourceUri: "https://ns.example/hub",
  signature: "a+b/c=",
  expiresAtSeconds: 1893456000,
  keyName: "my key",
};

describe("parseSasToken", () => {
  it.each([
    [
      "encoded in full",
      "SharedAccessSignature sr=https%3A%2F%2Fns.example%2Fhub&sig=a%2Bb%2Fc%3D&se=1893456000&skn=my%20key",
    ],
    [
      "lower-case escapes and a form-encoded name",
      "SharedAccessSignature sr=https%3a%2f%2fns.example%2fhub&sig=a%2bb%2fc%3d&se=1893456000&skn=my+key",
    ],
    [
      "a bare signature and a bare name",
      "SharedAccessSignature sr=https%3A%2F%2Fns.example%2Fhub&sig=a+b/c=&se=1893456000&skn=my key",
    ],
    [
      "the fields in another order",
      "SharedAccessSignature sig=a%2Bb%2Fc%3D&se=1893456000&skn=my%20key&sr=https%3A%2F%2Fns.example%2Fhub",
    ],
    [
      "another case of the scheme, and spaces around",
      "  sharedaccesssignature   sr=https%3A%2F%2Fns.example%2Fhub&sig=a%2Bb%2Fc%3D&se=1893456000&skn=my%20key ",
    ],
    [
      "a field it does not know",
      "SharedAccessSignature sr=https%3A%2F%2Fns.example%2Fhub&sig=a%2Bb%2Fc%3D&se=1893456000&skn=my%20key&x=1",
    ],
  ])("reads a token with %s", (_title, text) => {
    expect(parseSasToken(text)).toEqual(fields);
    expect(Object.isFrozen(parseSasToken(text))).toBe(true);
  });

  it.each([
    ["", "missing", "The token is empty."],
    [" \t", "missing", "The token is empty."],
    ["Bearer abc", "malformed", 'does not start with "SharedAccessSignature "'],
    ["SharedAccessSignature", "malformed", 'does not start with "SharedAccessSignature "'],
    ["SharedAccessSignature sr", "malformed", "has a field that is not of the form name=value"],
    ["SharedAccessSignature =x", "malformed", "has a field that is not of the form name=value"],
    ["SharedAccessSignature sr=a&sr=b&sig=c&se=1&skn=d", "malformed", "gives a field twice"],
    ["SharedAccessSignature sig=c&se=1&skn=d", "malformed", "has no sr"],
    ["SharedAccessSignature sr=a&sig=&se=1&skn=d", "malformed", "has no sig"],
    ["SharedAccessSignature sr=a&sig=c&skn=d", "malformed", "has no se"],
    ["SharedAccessSignature sr=a&sig=c&se=1", "malformed", "has no skn"],
    ["SharedAccessSignature sr=a&sig=c&se=-1&skn=d", "malformed", "has an expiry (se) that is not a whole number"],
    ["SharedAccessSignature sr=a&sig=c&se=1e3&skn=d", "malformed", "has an expiry (se) that is not a whole number"],
    [
      `SharedAccessSignature sr=a&sig=c&se=${"9".repeat(40)}&skn=d`,
      "malformed",
      "has an expiry (se) that is not a whole number",
    ],
    ["SharedAccessSignature sr=%zz&sig=c&se=1&skn=d", "malformed", "has a sr with a broken percent escape"],
    ["SharedAccessSignature sr=a&sig=%f&se=1&skn=d", "malformed", "has a sig with a broken percent escape"],
    ["SharedAccessSignature sr=a&sig=c&se=1&skn=a\nb", "malformed", "contains a line break"],
  ])("refuses %j", (text, reason, message) => {
    expect(() => parseSasToken(text)).toThrow(SasTokenError);
    expect(() => parseSasToken(text)).toThrow(expect.objectContaining({ code: "NH_SAS_MALFORMED", reason }));
    expect(() => parseSasToken(text)).toThrow(message);
  });

  it("does not quote the token in its message", () => {
    expect(() => parseSasToken("SharedAccessSignature sr=a&sig=topsecret&se=x&skn=d")).not.toThrow("topsecret");
  });

  it("refuses what is not a string with a TypeError", () => {
    expect(() => parseSasToken(7 as unknown as string)).toThrow(TypeError);
  });

  it("throws only its own error, whatever the string", () => {
    const word = fc.oneof(fc.constantFrom("sr=", "sig=", "se=", "skn=", "&", "1", "%41", "+"), fc.string());
    fc.assert(
      fc.property(fc.array(word, { maxLength: 16 }), (words) => {
        try {
          parseSasToken(`SharedAccessSignature ${words.join("")}`);
        } catch (error) {
          expect(error).toBeInstanceOf(SasTokenError);
        }
      }),
    );
  });
});

it("readSasToken keeps the signed text exactly as it was sent", () => {
  expect(readSasToken("SharedAccessSignature sig=a&skn=k&se=0012&sr=https%3a%2F%2fNS").signedText).toBe(
    "https%3a%2F%2fNS\n0012",
  );
});
