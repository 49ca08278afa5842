import { describe, expect, it } from "vitest";
import { findForbiddenImports } from "./arrows.mjs";

const doors = { auth: [".", "./verify"], payloads: [".", "./xml"], wire: ["."], client: ["."], hub: [".", "./node"] };
const check = (file: string, specifier: string) => findForbiddenImports([{ file, specifier }], doors);

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
  });

  it("lets the client's tests use the hub and never the other way round", () => {
    expect(check("packages/client/src/lib/client.test.ts", "@nh/hub")).toEqual([]);
    expect(check("packages/hub/test/doors.test.ts", "@nh/client")).toHaveLength(1);
  });

  it("refuses to reach past a door, by name or by path", () => {
    expect(check("apps/cli/src/cli.ts", "@nh/wire/lib/routes")).toHaveLength(1);
    expect(check("packages/client/src/lib/client.ts", "../../../wire/src/index.js")).toHaveLength(1);
    expect(check("apps/cli/src/cli.ts", "../../demo/main.js")).toHaveLength(1);
  });

  it("keeps Node modules out of the parts that run everywhere", () => {
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
      'packages/wire/src/lib/routes.ts: "@nh/auth" is not below @nh/wire: it may import @nh/payloads',
    );
  });
});
