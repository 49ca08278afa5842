import { describe, expect, it } from "vitest";
import { localConnectionString, localHubName, localHubPort } from "./local-hub.js";

describe("the local hub", () => {
  it("is the one that @nh/hub starts by default", async () => {
    const { createHub, developmentPolicy } = await import("@nh/hub");
    const hub = createHub({ endpoint: `http://localhost:${localHubPort}/` });
    expect(hub.connectionString).toBe(localConnectionString);
    expect(developmentPolicy.keyName).toBe("DefaultFullSharedAccessSignature");
    expect(localHubName).toBe("hub");
  });
});
