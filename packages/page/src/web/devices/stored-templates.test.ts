import type { RegistrationTemplate } from "@nh/wire";
import { encodeRegistration } from "@nh/wire/server";
import { expect, it } from "vitest";
import { sampleDevices } from "./sample-devices.js";
import { installationTemplates, registrationTemplate } from "./stored-templates.js";

it("reads the template of a registration with its headers, and none of a native one", () => {
  const body = '<toast><visual><binding template="ToastGeneric"><text>$(a)</text></binding></visual></toast>';
  const entry = (template?: RegistrationTemplate) =>
    encodeRegistration({ platform: "windows", handle: "https://db5p.notify.windows.com/?token=1", template });
  expect(registrationTemplate(entry({ name: "greeting", body, headers: { "X-WNS-Type": "wns/toast" } }))).toEqual([
    { name: "greeting", body, headers: { "X-WNS-Type": "wns/toast" } },
  ]);
  expect(registrationTemplate(entry())).toEqual([]);
});

it("gives five of the twelve samples a template", () => {
  const samples = sampleDevices();
  expect(samples).toHaveLength(12);
  expect(samples.flatMap(installationTemplates)).toHaveLength(5);
  expect(new Set(samples.map(({ installationId }) => installationId)).size).toBe(12);
});
