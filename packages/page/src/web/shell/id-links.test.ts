import { expect, it } from "vitest";
import { device, request } from "../fixtures/samples.js";
import { deviceLinks, requestLinks } from "./id-links.js";

it("leads from an installation, a registration and a handle to the device", () => {
  const links = deviceLinks([
    device({ platform: "adm", handle: "h", installationId: "i", registrationIds: ["r-1", "r-2"] }),
  ]);
  expect([...links.keys()].sort()).toEqual(["h", "i", "r-1", "r-2"]);
  expect(new Set(links.values())).toEqual(new Set(["#/devices/adm%3Ah"]));
});

it("leads from what a request has made to that request, also when others name it later", () => {
  const location = "http://localhost/shop/messages/n-1?api-version=2020-06";
  const links = requestLinks([
    request({ id: "7", responseHeaders: { location, trackingid: "t-7" } }),
    request({
      id: "8",
      responseHeaders: { trackingid: "t-8" },
      responseBody: "<NotificationHubJob><JobId>j-1</JobId>",
    }),
    request({
      id: "9",
      responseHeaders: { trackingid: "t-9" },
      responseBody: "<NotificationHubJob><JobId>j-1</JobId>",
    }),
  ]);
  expect(Object.fromEntries(links)).toEqual({
    "n-1": "#/activity/7",
    "t-7": "#/activity/7",
    "t-8": "#/activity/8",
    "t-9": "#/activity/9",
    "j-1": "#/activity/8",
  });
});

it("makes the links of a list once", () => {
  const devices = [device({})];
  expect(deviceLinks(devices)).toBe(deviceLinks(devices));
});
