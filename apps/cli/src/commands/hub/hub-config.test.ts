import { readFileSync } from "node:fs";
import { credentialTable } from "@nh/wire";
import { expect, it } from "vitest";
import { configFields } from "./hub-config.js";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

it("the schema for editors has the fields of the file and the credentials of a hub", () => {
  const text = readFileSync(new URL("../../../schema/nh-hub.schema.json", import.meta.url), "utf8");
  const schema = JSON.parse(text) as Schema;
  expect(Object.keys(schema.properties ?? {})).toEqual([...configFields]);
  const hub = schema.properties?.hubs?.items?.anyOf?.at(-1)?.properties ?? {};
  const kinds = hub.credentials?.properties ?? {};
  expect(Object.keys(kinds).sort()).toEqual(Object.keys(credentialTable).sort());
  for (const [kind, { properties }] of Object.entries(credentialTable)) {
    const described = Object.keys((kinds[kind]?.anyOf?.at(-1) ?? kinds[kind])?.properties ?? {});
    const members = [...Object.values(properties), ...(kind === "apns" ? ["environment"] : [])];
    expect(described.sort()).toEqual(members.sort());
  }
});
