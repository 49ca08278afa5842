import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildPath, type Operation, routeOf } from "../index.js";
import { matchRoute, routes } from "../server.js";

describe("matchRoute", () => {
  it.each([
    ["POST", "/demo/messages/", "send", undefined],
    ["POST", "/demo/Messages", "send", undefined],
    ["post", "/demo/messages/", "send", undefined],
    ["POST", "/demo/messages/$batch", "sendBatch", undefined],
    ["POST", "/demo/messages/$BATCH/", "sendBatch", undefined],
    ["GET", "/demo/messages/NH-1", "getNotificationDetails", "NH-1"],
    ["POST", "/demo/registrationids", "createRegistrationId", undefined],
    ["GET", "/demo/registrations", "listRegistrations", undefined],
    ["GET", "/demo/tags/{$InstallationId:{a}}/registrations", "listRegistrationsByTag", "{$InstallationId:{a}}"],
    ["GET", "/demo/tags/%24UserId%3A%7Bb%7D/registrations/", "listRegistrationsByTag", "$UserId:{b}"],
    ["PATCH", "/demo/installations/a%2Fb%20c", "patchInstallation", "a/b c"],
    ["GET", "/demo/jobs", "listJobs", undefined],
    ["GET", "/demo/jobs/7", "getJob", "7"],
    ["PUT", "/demo", "putHub", undefined],
    ["DELETE", "/demo/", "deleteHub", undefined],
  ])("%s %s is %s", (method, path, operation, parameter) => {
    const match = matchRoute(method, path);
    expect(match).toEqual({
      ok: true,
      route: routeOf(operation as Operation),
      hubName: "demo",
      ...(parameter === undefined ? {} : { parameter }),
    });
  });

  it.each(["/$Resources/NotificationHubs", "/$resources/notificationhubs/"])("GET %s lists the hubs", (path) => {
    expect(matchRoute("GET", path)).toEqual({ ok: true, route: routeOf("listHubs"), hubName: "" });
  });

  it("GET / lists the names of the hubs", () => {
    expect(matchRoute("GET", "/")).toEqual({ ok: true, route: routeOf("listHubNames"), hubName: "" });
    expect(matchRoute("POST", "/")).toEqual({ ok: false, status: 405, allow: ["GET"] });
  });

  it.each([
    ["GET", "/demo/unknown"],
    ["GET", "/demo/messages/a/b"],
    ["GET", "/demo/a/b/c/d"],
    ["GET", "/demo/installations/%zz"],
    ["GET", "/%zz/jobs"],
    ["GET", "/other/notificationhubs"],
    ["GET", "/demo/tags/a/b/registrations"],
    ["GET", "//jobs"],
    ["GET", "/demo/__proto__"],
    ["GET", "//"],
  ])("%s %s is not found", (method, path) => {
    expect(matchRoute(method, path)).toEqual({ ok: false, status: 404, allow: [] });
  });

  it.each([
    ["PUT", "/demo/messages/", ["POST"]],
    ["POST", "/demo/installations/a", ["PUT", "GET", "PATCH", "DELETE"]],
    ["DELETE", "/demo/registrations", ["POST", "GET"]],
    ["GET", "/demo/messages/$batch", ["POST"]],
    ["POST", "/demo", ["PUT", "GET", "DELETE"]],
  ])("%s %s is not allowed, and says what is", (method, path, allow) => {
    expect(matchRoute(method, path)).toEqual({ ok: false, status: 405, allow });
  });

  it("finds every operation again from the path that is built for it, whatever the id", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text !== "." && text !== "..");
    fc.assert(
      fc.property(fc.constantFrom(...routes), name, name, (route, hubName, id) => {
        const match = matchRoute(route.method, buildPath(route.operation, hubName, id));
        expect(match.ok && match.route).toBe(route);
        if (match.ok && match.parameter !== undefined) expect(match.parameter).toBe(id);
        if (match.ok && route.path.includes("{hub}")) expect(match.hubName).toBe(hubName);
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (method, path) => typeof matchRoute(method, path).ok === "boolean"),
    );
  });
});
