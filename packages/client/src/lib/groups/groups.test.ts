import { describe, expect, it } from "vitest";
import { collect, connectScript, pageResponse, respondWith } from "../../../test/connect-hub.js";
import { createPagedList } from "../pages.js";
import { Installations } from "./installations.js";
import { Jobs } from "./jobs.js";
import { Registrations } from "./registrations.js";

/** Operations that note how they are called. The lists are empty. */
function recorder<Operations>() {
  const calls: [name: string, ...parameters: unknown[]][] = [];
  const operations = new Proxy({} as Record<string, unknown>, {
    get: (_target, name) => {
      // A promise would ask for it.
      if (name === "then") return undefined;
      return (...parameters: unknown[]) => {
        calls.push([String(name), ...parameters]);
        return String(name).startsWith("list")
          ? createPagedList(async () => ({ items: [], response: pageResponse }))
          : Promise.resolve(name);
      };
    },
  });
  let loads = 0;
  const load = async () => {
    loads++;
    return operations as Operations;
  };
  return { load, calls, loads: () => loads };
}

const context = connectScript(async () => respondWith(200));

/** Which function each method is, with as many parameters as it has at most. */
const functionOf = {
  installations: {
    put: "putInstallation",
    get: "getInstallation",
    exists: "installationExists",
    patch: "patchInstallation",
    delete: "deleteInstallation",
    list: "listInstallations",
    addTags: "addInstallationTags",
    removeTags: "removeInstallationTags",
    setHandle: "setInstallationHandle",
    setUserId: "setInstallationUserId",
    removeUserId: "removeInstallationUserId",
    setTemplate: "setInstallationTemplate",
    removeTemplate: "removeInstallationTemplate",
    setPushVariables: "setInstallationPushVariables",
    removePushVariable: "removeInstallationPushVariable",
    setExpirationTime: "setInstallationExpirationTime",
  },
  registrations: {
    createId: "createRegistrationId",
    create: "createRegistration",
    update: "updateRegistration",
    upsert: "upsertRegistration",
    get: "getRegistration",
    exists: "registrationExists",
    delete: "deleteRegistration",
    list: "listRegistrations",
    listByTag: "listRegistrationsByTag",
    listByHandle: "listRegistrationsByHandle",
    deleteByHandle: "deleteRegistrationsByHandle",
  },
  jobs: { submit: "submitJob", get: "getJob", list: "listJobs", wait: "waitForJob" },
};
const groups = { installations: Installations, registrations: Registrations, jobs: Jobs };

describe.each(Object.keys(groups) as (keyof typeof groups)[])("client.%s", (name) => {
  const methods = Object.getOwnPropertyNames(groups[name].prototype).filter((method) => method !== "constructor");

  it("has the methods that are known here", () => {
    expect(methods).toEqual(Object.keys(functionOf[name]));
  });

  it.each(methods)("%s passes everything on to its function, which is loaded for it", async (method) => {
    const { load, calls, loads } = recorder<never>();
    const group = new groups[name](context, load) as unknown as Record<string, (...parameters: unknown[]) => unknown>;
    const count = (groups[name].prototype as unknown as Record<string, { length: number }>)[method]?.length ?? 0;
    const parameters = Array.from({ length: count }, (_item, index) => `parameter ${index}`);
    expect(loads()).toBe(0);
    const result = group[method]?.(...parameters);
    if (method.startsWith("list")) await collect(result as AsyncIterable<unknown>);
    else await result;
    expect(calls).toEqual([[functionOf[name][method as never], context, ...parameters]]);
    expect(loads()).toBe(1);
  });

  it("tries to load again after a failure", async () => {
    let attempts = 0;
    const { load } = recorder<never>();
    const group = new groups[name](context, async () => {
      if (++attempts === 1) throw new Error("offline");
      return load();
    });
    await expect(group.get("1")).rejects.toThrow("offline");
    await group.get("1");
    expect(attempts).toBe(2);
  });
});
