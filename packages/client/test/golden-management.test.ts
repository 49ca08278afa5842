import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NamespaceClient } from "../src/management.js";
import { collect, rejection, respondWith } from "./connect-hub.js";

/*
 * The responses that Azure's own test suites recorded from the service's management operations,
 * read by the client. They stay outside the repository, since others hold their rights:
 * NH_GOLDEN_DIR names the folder.
 */

const folder = process.env.NH_GOLDEN_DIR ?? "";
const recorded = (name: string): { status: number; body: string } => {
  const { response } = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  return { status: response.status ?? 200, body: response.body ?? "" };
};

/** A namespace whose response to everything is a recorded one. */
function play(name: string) {
  const { status, body } = recorded(name);
  const connection = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=c2VjcmV0";
  return new NamespaceClient(connection, { fetch: async () => respondWith(status, body) }).hubs;
}

describe.skipIf(!existsSync(folder))("the client, given a recorded response", () => {
  const hub = {
    name: "am3verify20200623",
    registrationTtl: "never",
    authorizationRules: [
      { name: "DefaultListenSharedAccessSignature", rights: ["Listen"] },
      { name: "DefaultFullSharedAccessSignature", rights: ["Listen", "Manage", "Send"] },
    ],
  };

  it("creates, reads and updates a hub", async () => {
    expect(await play("net_create_hub").create("shop")).toMatchObject(hub);
    expect(await play("net_get_hub").get("shop")).toMatchObject({ name: hub.name, registrationTtl: "never" });
    expect(await play("net_update_hub").update("shop", {})).toMatchObject({ name: hub.name });
  });

  it("deletes a hub", async () => {
    expect(await play("net_delete_hub").delete("shop")).toEqual({ attempts: 1 });
  });

  it("lists hubs with their descriptions", async () => {
    const hubs = await collect(play("fixture_java_list_hubs_real_2014").list());
    expect(hubs.length).toBeGreaterThan(0);
    expect(hubs[0]).toMatchObject({ name: expect.any(String), registrationTtl: { days: 90 } });
    expect(await collect(play("net_list_hubs_empty").list())).toEqual([]);
  });

  it("takes the empty feed for a missing hub", async () => {
    expect(await play("net_get_hub_missing_200_feed").exists("shop")).toBe(false);
    expect(await rejection(play("net_get_hub_missing_200_feed").get("shop"))).toMatchObject({ code: "NH_NOT_FOUND" });
  });

  it("names every refusal", async () => {
    const refusals = [
      ["net_create_hub_409", "NH_CONFLICT", "SubCode=40900. Conflict"],
      ["net_create_hub_401_invalid_signature", "NH_UNAUTHORIZED", "InvalidSignature"],
    ] as const;
    for (const [name, code, detail] of refusals) {
      const error = await rejection(play(name).create("shop"));
      expect(error).toMatchObject({ code, detail: expect.stringContaining(detail) });
    }
    expect(await rejection(play("net_delete_hub_404").delete("shop"))).toMatchObject({ code: "NH_NOT_FOUND" });
    expect(await rejection(play("net_get_hub_401_manage_claim").get("shop"))).toMatchObject({
      code: "NH_UNAUTHORIZED",
      detail: "Manage claim is required for this operation.",
    });
  });
});
