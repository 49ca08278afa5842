import { describe, expect, it } from "vitest";
import { findForbiddenImports, rooms } from "./arrows.mjs";
import { readText } from "./sources.mjs";

const entryPoints = {
  auth: [".", "./verify"],
  payloads: [".", "./xml"],
  wire: ["."],
  platforms: ["."],
  client: ["."],
  hub: [".", "./node"],
};
const check = (file: string, specifier: string) => findForbiddenImports([{ file, specifier }], entryPoints);

describe("the arrows between packages", () => {
  it("lets a package import the ones below it", () => {
    expect(check("packages/client/src/lib/client.ts", "@nh/wire")).toEqual([]);
    expect(check("packages/wire/src/lib/registration/decode.ts", "@nh/payloads/xml")).toEqual([]);
    expect(check("apps/cli/src/commands/hub.ts", "@nh/hub/node")).toEqual([]);
  });

  it("refuses an import that points up or sideways", () => {
    expect(check("packages/wire/src/lib/routes.ts", "@nh/client")).toHaveLength(1);
    expect(check("packages/client/src/lib/client.ts", "@nh/hub")).toHaveLength(1);
    expect(check("packages/hub/src/lib/hub.ts", "@nh/client")).toHaveLength(1);
    expect(check("packages/auth/src/index.ts", "@nh/payloads")).toHaveLength(1);
    expect(check("packages/platforms/src/lib/push/push-client.ts", "@nh/wire")).toHaveLength(1);
    expect(check("packages/hub/src/lib/hub.ts", "@nh/platforms")).toHaveLength(1);
    expect(check("packages/client/src/lib/client.ts", "@nh/platforms")).toHaveLength(1);
  });

  it("lets the client's tests use the hub, and never the other way around", () => {
    expect(check("packages/client/src/lib/client.test.ts", "@nh/hub")).toEqual([]);
    expect(check("packages/hub/test/contract.test.ts", "@nh/client")).toHaveLength(1);
  });

  it("refuses to bypass an entry point, by name or by path", () => {
    expect(check("apps/cli/src/cli.ts", "@nh/wire/lib/routes")).toHaveLength(1);
    expect(check("packages/client/src/lib/client.ts", "../../../wire/src/index.js")).toHaveLength(1);
    expect(check("apps/cli/src/cli.ts", "../../demo/main.js")).toHaveLength(1);
  });

  it("keeps Node modules out of the files that run everywhere", () => {
    expect(check("packages/client/src/lib/client.ts", "node:http")).toHaveLength(1);
    expect(check("packages/hub/src/lib/hub.ts", "libsql")).toHaveLength(1);
    expect(check("packages/hub/src/lib/hub.ts", "./node/listen.js")).toHaveLength(1);
    expect(check("packages/client/src/lib/context.ts", "./transport/node/node-fetch.js")).toHaveLength(1);
    expect(check("packages/client/src/lib/transport/node/node-fetch.ts", "node:http")).toEqual([]);
    expect(check("packages/hub/src/lib/node/listen.ts", "node:http")).toEqual([]);
    expect(check("packages/hub/src/lib/hub.test.ts", "node:fs")).toEqual([]);
  });

  it("names the file, the import and the reason", () => {
    expect(check("packages/wire/src/lib/routes.ts", "@nh/auth")[0]).toBe(
      'packages/wire/src/lib/routes.ts: "@nh/auth" is not below @nh/wire, which may import @nh/payloads',
    );
  });
});

describe("the rooms of a package", () => {
  it("lets a room import from rooms below it, and every room from the files next to them", () => {
    expect(check("packages/hub/src/lib/routes/messages.ts", "../sends/deliver.js")).toEqual([]);
    expect(check("packages/hub/src/lib/routes/messages.ts", "../context.js")).toEqual([]);
    expect(check("packages/hub/src/lib/hub.ts", "./rest/rest.js")).toEqual([]);
    expect(check("packages/hub/src/lib/control/routes/faults.ts", "../limits.js")).toEqual([]);
  });

  it("refuses an import from a room above, and says which rooms are below", () => {
    expect(check("packages/hub/src/lib/http/request.ts", "../rest/rest.js")).toEqual([
      'packages/hub/src/lib/http/request.ts: "../rest/rest.js" is not below the room http/, which may import from faults/, store/',
    ]);
    expect(check("apps/demo/server/devices.ts", "../story/story.js")).toEqual([
      'apps/demo/server/devices.ts: "../story/story.js" is not below the room server/, which may import from no room',
    ]);
  });

  it("refuses an import between rooms side by side", () => {
    expect(check("packages/wire/src/lib/job/decode.ts", "../batch/read-batch.js")).toHaveLength(1);
    expect(check("packages/wire/src/lib/batch/read-batch.ts", "../job/decode.js")).toHaveLength(1);
  });

  it("refuses a room that is missing from the order", () => {
    expect(check("packages/hub/src/lib/attic/old.ts", "../http/request.js")[0]).toContain(
      "involves the room attic/, which is missing from the order",
    );
  });

  it("lets tests import from any room", () => {
    expect(check("packages/hub/src/lib/http/request.test.ts", "../rest/rest.js")).toEqual([]);
  });

  it("are listed in the same order in decision 009", () => {
    const rows = readText("decisions/009-a-folder-per-subject.md").matchAll(/^\| `(.+)` \| (.+) \|$/gm);
    const listed = Array.from(rows, ([, folder, order = ""]) => [folder, order]);
    const expected = Object.entries(rooms).map(([folder, order]) => [
      folder,
      order.map((level) => [level].flat().join(", ")).join(" · "),
    ]);
    expect(listed).toEqual(expected);
  });
});
