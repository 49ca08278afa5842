import { describe, expect, it } from "vitest";
import { runCli } from "../../../test/test-io.js";

describe("nh hub exec", () => {
  it("runs a command with its own hub and exits with its exit code", async () => {
    let seen: Readonly<Record<string, string | undefined>> = {};
    const { code } = await runCli(["hub", "exec", "--hubs", "shop", "--", "npm", "test", "--json"], {
      runProgram: async ({ command, arguments: words, env }) => {
        expect([command, ...words]).toEqual(["npm", "test", "--json"]);
        seen = env;
        const { code: status } = await runCli(["hub", "status"], { env });
        return status + 42;
      },
    });
    expect(code).toBe(42);
    expect(seen).toMatchObject({
      NH_CONNECTION_STRING: expect.stringContaining("UseDevelopmentEmulator=true"),
      NH_HUB: "shop",
      NOTIFICATION_HUB_NAME: "shop",
      NOTIFICATIONHUBS_CONNECTION_STRING: expect.stringMatching(/^Endpoint=sb:\/\/localhost/),
      NODE_EXTRA_CA_CERTS: expect.stringContaining("/"),
    });
  });
  it("says where the command belongs when its options are taken for those of nh", async () => {
    const { code, err } = await runCli(["hub", "exec", "node", "-e", "1"]);
    expect(code).toBe(2);
    expect(err).toContain("Write the command after --, so that its options are its own: nh hub exec -- COMMAND.");
  });
  it("exits with 2 for a missing command", async () => {
    const { runNodeProgram } = await import("../../node/node-network.js");
    const { code, err } = await runCli(["hub", "exec", "--", "nh-no-such-program"], { runProgram: runNodeProgram });
    expect(code).toBe(2);
    expect(err).toContain("The command nh-no-such-program was not found.");
    expect((await runCli(["hub", "exec"])).code).toBe(2);
  });
});
