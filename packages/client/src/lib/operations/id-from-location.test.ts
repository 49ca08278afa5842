import { describe, expect, it } from "vitest";
import { idFromLocation } from "./id-from-location.js";

describe("idFromLocation", () => {
  it.each<[string | undefined, string | undefined]>([
    ["https://ns.servicebus.windows.net/hub/messages/NH-2031-07?api-version=2020-06", "NH-2031-07"],
    ["https://ns.servicebus.windows.net/hub/messages/$batch/123-4?api-version=2017-04&direct", "123-4"],
    ["https://ns.notificationhub.windows.net/hub/registrationids/801-132-1", "801-132-1"],
    ["/hub/messages/relative", "relative"],
    ["https://ns/hub/schedulednotifications/a%2Fb", "a/b"],
    ["https://ns/hub/schedulednotifications/broken%", "broken%"],
    ["https://ns/hub/messages/?api-version=2020-06", undefined],
    ["https://ns/hub/messages/id#fragment", "id"],
    ["", undefined],
    [undefined, undefined],
  ])("takes from %j the id %j", (location, id) => {
    expect(idFromLocation(location)).toBe(id);
  });
});
