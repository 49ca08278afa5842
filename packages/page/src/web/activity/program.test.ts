import { expect, it } from "vitest";
import { request } from "../fixtures/samples.js";
import { programOf } from "./program.js";

it.each([
  ["shop-backend/2.1 nh-client/0.3.0", "shop-backend/2.1"],
  ["nh-client/0.3.0", "nh-client/0.3.0"],
  ["azsdk-js-notificationhubs/2.1.0 core-rest-pipeline/1.24.0 Node/20.20.2", "Azure JS/2.1.0"],
  ["NHub/2020-06 (api-origin=DotNetSdk;os=Linux;os-version=6)", "Azure .NET"],
  ["NHub/2020-06 (api-origin=JavaSDK;os=Linux)", "Azure Java"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["Python-urllib/3.12", "Python-urllib/3.12"],
  ["Mozilla/5.0 (X11; Linux x86_64)", "a browser"],
  ["", "unnamed program"],
])("calls the sender of %j %s", (agent, name) => {
  expect(programOf(request({ requestHeaders: { "user-agent": agent } }))).toEqual({ name, isPage: false });
});

it("knows itself by what only a browser sends", () => {
  const requestHeaders = { "user-agent": "nh-client/1", "sec-fetch-site": "same-origin" };
  expect(programOf(request({ requestHeaders }))).toEqual({ name: "this page", isPage: true });
});
