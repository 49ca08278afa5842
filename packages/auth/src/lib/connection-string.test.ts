import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConnectionString } from "./connection-string.js";
import { ConnectionStringError, isConnectionStringError } from "./connection-string-error.js";
import { formatConnectionString } from "./format-connection-string.js";

const endpoint = "Endpoint=sb://contoso.servicebus.windows.net/";
const name = "SharedAccessKeyName=DefaultFullSharedAccessSignature";
const secret = "c2VjcmV0/+a2V5+c2VjcmV0IQ==";
const key = `SharedAccessKey=${secret}`;
const parsed = {
  endpoint: "https://contoso.servicebus.windows.net/",
  sharedAccessKeyName: "DefaultFullSharedAccessSignature",
  sharedAccessKey: secret,
};

const notAnEndpoint =
  "Endpoint must be an address such as sb://contoso.servicebus.windows.net/, without user, path, or query. Pass the name of the hub separately, or as EntityPath.";

function refusal(text: string): ConnectionStringError {
  try {
    parseConnectionString(text);
  } catch (error) {
    if (error instanceof ConnectionStringError) return error;
    throw error;
  }
  throw new Error("The connection string was accepted.");
}

describe("parseConnectionString", () => {
  it("reads what the Azure portal shows", () => {
    expect(parseConnectionString(`${endpoint};${name};${key}`)).toEqual(parsed);
  });

  it.each([
    ["the key before the key name", `${key};${name};${endpoint}`],
    [
      "names in any case",
      `ENDPOINT=sb://contoso.servicebus.windows.net/;sharedaccesskeyname=DefaultFullSharedAccessSignature;sharedAccessKey=${secret}`,
    ],
    ["a trailing semicolon", `${endpoint};${name};${key};`],
    ["empty parts and spaces around parts", ` ${endpoint} ;; ${name} ; ${key}\n`],
    [
      "unknown names, also those of object properties",
      `${endpoint};${name};${key};OperationTimeout=00:01:00;constructor=x`,
    ],
    ["an endpoint without a trailing slash", `Endpoint=sb://contoso.servicebus.windows.net;${name};${key}`],
    ["an https endpoint in upper case", `Endpoint=HTTPS://CONTOSO.servicebus.windows.net/;${name};${key}`],
    ["an emulator flag that is false", `${endpoint};${name};${key};UseDevelopmentEmulator=false`],
  ])("accepts %s", (_title, text) => {
    expect(parseConnectionString(text)).toEqual(parsed);
  });

  it("keeps the hub named by EntityPath", () => {
    expect(parseConnectionString(`${endpoint};${name};${key};EntityPath=my-hub`)).toEqual({
      ...parsed,
      entityPath: "my-hub",
    });
    expect(parseConnectionString(`${endpoint};${name};${key};EntityPath=`)).toEqual(parsed);
  });

  it.each([
    ["sb://localhost:7447", "true", "http://localhost:7447/"],
    ["sb://127.0.0.1:7447/", "True", "http://127.0.0.1:7447/"],
    ["sb://[::1]:7447/", "true", "http://[::1]:7447/"],
    ["http://localhost:7447/", "false", "http://localhost:7447/"],
    ["https://localhost:7448/", "true", "https://localhost:7448/"],
    ["sb://localhost:7448/", "false", "https://localhost:7448/"],
  ])("reads the endpoint %s with UseDevelopmentEmulator=%s as %s", (address, flag, expected) => {
    const text = `Endpoint=${address};${name};${key};UseDevelopmentEmulator=${flag}`;
    expect(parseConnectionString(text).endpoint).toBe(expected);
  });

  it.each([
    ["http://contoso.servicebus.windows.net/", ""],
    ["sb://contoso.servicebus.windows.net/", ";UseDevelopmentEmulator=true"],
    ["http://127.0.0.1.example.com/", ""],
    ["http://localhost.example.com/", ""],
    ["http://hub.localhost:7447/", ""],
    ["http://10.0.0.1:7447/", ""],
  ])("refuses plain http to a host that is not loopback: %s%s", (address, flag) => {
    const error = refusal(`Endpoint=${address};${name};${key}${flag}`);
    expect(error.part).toBe("Endpoint");
    expect(error.message).toContain("plain http");
  });

  it.each([
    ["", "format", "The connection string is empty."],
    ["  \n", "format", "The connection string is empty."],
    [`"${endpoint};${name};${key}"`, "format", "Remove the quotes around the connection string."],
    [
      `${endpoint};${name};${secret.slice(0, 8)};${key}`,
      "format",
      "Part 3 of the connection string is not of the form Name=value.",
    ],
    [`${endpoint};=${secret}`, "format", "Part 2 of the connection string is not of the form Name=value."],
    [
      `${endpoint};${name};${key};${key}`,
      "SharedAccessKey",
      "Part 4 of the connection string repeats the name of an earlier part.",
    ],
    [`${endpoint};Other=1;OTHER=2`, "format", "Part 3 of the connection string repeats the name of an earlier part."],
    [
      `${endpoint};${name};SharedAccessKey=${secret}\n${secret}`,
      "SharedAccessKey",
      "SharedAccessKey contains a line break or another control character.",
    ],
    [
      `${endpoint};${name};${key};UseDevelopmentEmulator=yes`,
      "UseDevelopmentEmulator",
      "UseDevelopmentEmulator must be true or false.",
    ],
    [`Endpoint=contoso.servicebus.windows.net;${name};${key}`, "Endpoint", notAnEndpoint],
    [`Endpoint=sb://;${name};${key}`, "Endpoint", notAnEndpoint],
    [`Endpoint=sb://u:p@contoso.servicebus.windows.net/;${name};${key}`, "Endpoint", notAnEndpoint],
    [`Endpoint=sb://contoso.servicebus.windows.net/hub;${name};${key}`, "Endpoint", notAnEndpoint],
  ])("refuses %j, naming the part", (text, part, message) => {
    const error = refusal(text);
    expect(error.code).toBe("NH_CONNECTION_STRING_INVALID");
    expect(error.part).toBe(part);
    expect(error.message).toBe(message);
    expect(isConnectionStringError(error)).toBe(true);
  });

  it.each([
    ["Endpoint", `${name};${key}`],
    ["SharedAccessKeyName", `${endpoint};${key}`],
    ["SharedAccessKey", `${endpoint};${name}`],
    ["SharedAccessKey", `${endpoint};${name};SharedAccessKey=`],
  ])("says that %s is missing and what the whole must look like", (part, text) => {
    const error = refusal(text);
    expect(error.part).toBe(part);
    expect(error.message).toContain(`has no ${part}`);
    expect(error.message).toContain("Endpoint=sb://<namespace>.servicebus.windows.net/;");
  });

  it.each([
    ["{key}", "SharedAccessKey is a placeholder."],
    ["<your-key>", "SharedAccessKey is a placeholder."],
    ["***", "SharedAccessKey is masked."],
    ["c2V***ZQ==", "SharedAccessKey is masked."],
    ["\u2022\u2022\u2022\u2022", "SharedAccessKey is masked."],
    [`\${KEY}`, "SharedAccessKey is a variable that was not replaced."],
    ["$(KEY)", "SharedAccessKey is a variable that was not replaced."],
    ["%NH_KEY%", "SharedAccessKey is a variable that was not replaced."],
    [`${secret}"`, "SharedAccessKey ends with a quote. Remove it."],
    [`${secret}'`, "SharedAccessKey ends with a quote. Remove it."],
    [encodeURIComponent(secret), "SharedAccessKey is percent-encoded."],
  ])("refuses the key %s, and says what it is", (wrong, message) => {
    const error = refusal(`${endpoint};${name};SharedAccessKey=${wrong}`);
    expect(error.message).toContain(message);
    expect(error.part).toBe("SharedAccessKey");
  });

  it.each([
    ["@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/hub/)", "a reference to Key Vault"],
    ["DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9v;EndpointSuffix=core.windows.net", "Azure Storage"],
    ["BlobEndpoint=https://a.blob.core.windows.net/;SharedAccessSignature=sv=2020", "Azure Storage"],
    ["HostName=a.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=Zm9v", "IoT Hub"],
    [`${endpoint};Authentication=Managed Identity`, "managed identity"],
    [`NH_CONNECTION_STRING=${endpoint};${name};${key}`, "a line of an .env file"],
    [`# hub\nexport HUB="${endpoint};${name};${key}"`, "a line of an .env file"],
    [Buffer.from(`\ufeff${endpoint};${name};${key}`, "utf16le").toString("utf8"), "a file in UTF-16"],
    [Buffer.from(`${endpoint};${name};${key}`, "utf16le").toString("latin1"), "a file in UTF-16"],
  ])("names what was mixed up with a connection string: %j", (wrong, message) => {
    const error = refusal(wrong);
    expect(error.message).toContain(message);
    expect(error.part).toBe("format");
    expect(error.message).not.toContain("Zm9v");
  });

  it("never quotes the key, wherever the mistake is", () => {
    const broken = [
      `${key};${key}`,
      `${endpoint};${secret}`,
      `Endpoint=${secret};${name};${key}`,
      `Endpoint=sb://${secret};${name};${key}`,
      `${endpoint};${name};SharedAccessKey=${secret}\u0000`,
      `${endpoint};${name};${key};${secret};${secret}`,
      `${endpoint};${secret}=1;${secret}=1`,
    ];
    for (const text of broken) {
      const error = refusal(text);
      expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(secret);
    }
  });

  it("quotes no key in any malformed string, in any case", () => {
    const pasted = "c2vjcmv0lwtleq0123456789abcdef";
    const words = [
      "Endpoint=",
      "sb://",
      "http://",
      "https://",
      "SharedAccessKeyName=",
      "SharedAccessKey=",
      "EntityPath=",
      "UseDevelopmentEmulator=true",
      ";",
      "=",
      "/",
      ":",
      "@",
      "?",
      ".",
      "\n",
      endpoint,
      name,
      pasted,
      pasted.toUpperCase(),
    ];
    const word = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (parts) => {
        try {
          parseConnectionString(parts.join(""));
        } catch (error) {
          expect(inspect(error, { showHidden: true }).toLowerCase()).not.toContain(pasted);
        }
      }),
      { numRuns: 2000, examples: [[["Endpoint=", "http://", pasted, ";", name, ";", key]]] },
    );
  });

  it("refuses what is not a string with a TypeError", () => {
    expect(() => parseConnectionString(undefined as unknown as string)).toThrow(TypeError);
  });

  it("returns a frozen object", () => {
    expect(Object.isFrozen(parseConnectionString(`${endpoint};${name};${key}`))).toBe(true);
  });

  it("throws only its own error, whatever the string", () => {
    const word = fc.oneof(
      fc.constantFrom(endpoint, name, key, ";", "=", "sb://", "UseDevelopmentEmulator=true"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        try {
          parseConnectionString(words.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectionStringError);
        }
      }),
    );
  });
});

describe("formatConnectionString", () => {
  it("writes the three parts in the order of the portal", () => {
    expect(formatConnectionString(parsed)).toBe(`${endpoint};${name};${key}`);
  });

  it("writes a plain http endpoint with UseDevelopmentEmulator=true at the end", () => {
    expect(formatConnectionString({ ...parsed, endpoint: "http://localhost:7447/", entityPath: "hub" })).toBe(
      `Endpoint=sb://localhost:7447/;${name};${key};EntityPath=hub;UseDevelopmentEmulator=true`,
    );
  });

  it("writes what parseConnectionString reads back to an equal object", () => {
    const value = fc.stringMatching(/^[A-Za-z0-9+/._ -]{1,40}={0,2}$/).filter((text) => text === text.trim());
    const addresses = ["https://contoso.servicebus.windows.net/", "https://localhost:7448/", "http://localhost:7447/"];
    fc.assert(
      fc.property(fc.constantFrom(...addresses), value, value, (address, sharedAccessKeyName, sharedAccessKey) => {
        const connection = { endpoint: address, sharedAccessKeyName, sharedAccessKey, entityPath: "hub" };
        expect(parseConnectionString(formatConnectionString(connection))).toEqual(connection);
      }),
    );
  });

  it.each([
    ["SharedAccessKey", { ...parsed, sharedAccessKey: `${secret};x` }],
    ["SharedAccessKey", { ...parsed, sharedAccessKey: `${secret}\n` }],
    ["SharedAccessKeyName", { ...parsed, sharedAccessKeyName: "" }],
    ["EntityPath", { ...parsed, entityPath: "a\u0001b" }],
    ["Endpoint", { ...parsed, endpoint: "http://contoso.servicebus.windows.net/" }],
  ])("refuses a %s that could not be read back, without quoting it", (part, connection) => {
    expect(() => formatConnectionString(connection)).toThrow(expect.objectContaining({ part }));
    expect(() => formatConnectionString(connection)).not.toThrow(secret);
  });

  it("refuses a part that is not a string with a TypeError", () => {
    expect(() => formatConnectionString({ ...parsed, sharedAccessKey: 7 as unknown as string })).toThrow(TypeError);
  });
});
