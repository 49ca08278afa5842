import { describe, expect, it } from "vitest";
import { buildPath, type Operation } from "../index.js";

describe("buildPath", () => {
  it.each<[Operation, string | undefined, string]>([
    ["send", undefined, "/demo/messages/"],
    ["sendBatch", undefined, "/demo/messages/$batch"],
    ["schedule", undefined, "/demo/schedulednotifications/"],
    ["cancelScheduled", "id-1", "/demo/schedulednotifications/id-1"],
    ["createRegistrationId", undefined, "/demo/registrationIDs/"],
    ["createRegistration", undefined, "/demo/registrations/"],
    ["listRegistrations", undefined, "/demo/registrations"],
    ["listRegistrationsByTag", "$InstallationId:{a}", "/demo/tags/%24InstallationId%3A%7Ba%7D/registrations"],
    ["putInstallation", "a/../b c?x=1#y", "/demo/installations/a%2F..%2Fb%20c%3Fx%3D1%23y"],
    ["getJob", "j", "/demo/jobs/j"],
    ["getHub", undefined, "/demo"],
    ["listHubs", undefined, "/$Resources/NotificationHubs"],
    ["listHubNames", undefined, "/"],
  ])("of %s with %j is %s", (operation, parameter, path) => {
    expect(buildPath(operation, "demo", parameter)).toBe(path);
  });

  it("encodes the hub's name", () => {
    expect(buildPath("send", "a b/c")).toBe("/a%20b%2Fc/messages/");
  });

  it.each([
    [".", 'The id cannot be ".": URL parsers would resolve it as a relative path segment.'],
    ["..", 'The id cannot be "..": URL parsers would resolve it as a relative path segment.'],
    ["", "The id must be a non-empty string."],
    [undefined, "The id must be a non-empty string."],
    ["\ud800", "The id has half of an emoji."],
  ])("refuses the id %j", (id, message) => {
    expect(() => buildPath("getInstallation", "demo", id)).toThrow(
      expect.objectContaining({ name: "ArgumentError", code: "NH_INVALID_ARGUMENT", message }),
    );
  });

  it.each(["", ".", ".."])("refuses the hub name %j", (hubName) => {
    expect(() => buildPath("send", hubName)).toThrow(TypeError);
  });
});
