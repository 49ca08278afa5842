import { expect, it } from "vitest";
import { request } from "../fixtures/samples.js";
import { lastForeign } from "./last-foreign.js";
import { snippetsFor } from "./snippets.js";

const target = {
  hub: "shop",
  connectionString: "Endpoint=sb://localhost:7447/;SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true",
  tls: "Endpoint=sb://localhost:7448/;SharedAccessKeyName=n;SharedAccessKey=k",
  certificatePath: "/certificates/localhost.pem",
};

it("gives official SDKs the connection over TLS and the certificate to trust", () => {
  for (const { id, code, trust } of snippetsFor(target)) {
    const official = ["azure-js", "dotnet", "java"].includes(id);
    expect([id, code.includes(target.tls), trust?.includes(target.certificatePath)]).toEqual([
      id,
      official,
      official ? true : undefined,
    ]);
    expect(code.trim().split("\n").length).toBeLessThanOrEqual(6);
  }
});

it("needs no certificate where there is no HTTPS", () => {
  expect(snippetsFor({ ...target, tls: null, certificatePath: null }).every(({ trust }) => trust === undefined)).toBe(
    true,
  );
});

it("knows the newest program that is not the page", () => {
  const own = request({ requestHeaders: { "sec-fetch-site": "same-origin" } });
  const at = "2031-05-06T09:00:00.000Z";
  expect(lastForeign([own])).toBeUndefined();
  expect(lastForeign([request(), request({ at }), own])).toEqual({ name: "curl/8.5", at });
});
