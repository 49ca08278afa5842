import { expect, it } from "vitest";
import { codeSample } from "./code-sample.js";

it("writes a whole program", () => {
  const payload = '{"aps":{"alert":"Hi"}}';
  expect(codeSample({ platform: "apple", payload, audience: { kind: "everyone" }, test: true }, "demo")).toBe(
    `import { everyone, NotificationHubClient } from "@nh/client";
import { apple } from "@nh/payloads";

const client = new NotificationHubClient(process.env.NH_CONNECTION_STRING ?? "", "demo");

const notification = apple(\`{"aps":{"alert":"Hi"}}\`);
const result = await client.send(notification, everyone(), { test: true });
console.log(result);
`,
  );
});

it("writes the properties of a template as an object", () => {
  const send = {
    platform: "template",
    payload: '{"a":"x","b c":"y"}',
    audience: { kind: "tags", tags: ["t"] },
    test: false,
  } as const;
  expect(codeSample(send, "demo")).toContain('template({\n  a: "x",\n  "b c": "y"\n})');
});

it("escapes what would end a template literal", () => {
  const send = { platform: "apple", payload: `\`$${"{x}"}\\`, audience: { kind: "everyone" }, test: false } as const;
  expect(codeSample(send, "demo")).toContain(`apple(\`\\\`\\$${"{x}"}\\\\\`)`);
});

it.each([
  [{ kind: "tags", tags: ["a", 'b"'] }, 'client.send(notification, ["a","b\\""])'],
  [{ kind: "expression", text: "a && !b" }, 'client.send(notification, "a && !b")'],
  [{ kind: "user", id: "lena" }, 'client.send(notification, user("lena"))'],
  [{ kind: "device", handle: "abc" }, 'client.send(notification, device("abc"))'],
] as const)("writes the audience %j", (audience, expected) => {
  expect(codeSample({ platform: "windows", payload: "raw", audience, test: false }, "demo")).toContain(expected);
});

it("names the builder for raw pushes to Windows", () => {
  const send = { platform: "windows", payload: "hello", audience: { kind: "everyone" }, test: false } as const;
  expect(codeSample(send, "demo")).toContain("windowsRaw(`hello`)");
});
