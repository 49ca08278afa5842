import type { NativePlatform } from "@nh/payloads";
import { scanDevices } from "../inspect/devices.js";
import { blobRoutes } from "./blob-routes.js";
import { connectionRoute } from "./connection-route.js";
import { numberParameter, textParameter } from "./control-request.js";
import { json } from "./control-response.js";
import type { ControlRoute } from "./control-route.js";
import { deliveryFilterParameters, deliveryRoutes } from "./delivery-routes.js";
import { eventStream } from "./event-stream.js";
import { explainRoute } from "./explain-route.js";
import { faultRoutes } from "./fault-routes.js";
import { listing } from "./listing.js";
import { openApiDocument } from "./openapi.js";
import { requestRoutes } from "./request-routes.js";
import { stateRoutes } from "./state-routes.js";

export const controlRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_nh/health",
    summary:
      "Whether the hub is ready. After a write to its store failed, it is read-only until one works, and the reason says why.",
    responses: { 200: "Health" },
    // 200 in both cases: the hub serves reads, and a restart would not make room on a disk.
    handle({ context }) {
      const reason = context.storeHealth.reason;
      return json(200, reason === undefined ? { status: "ok" } : { status: "read-only", reason });
    },
  },
  {
    method: "GET",
    path: "/_nh/devices",
    summary: "The simulated devices: installations, and registrations grouped by handle.",
    parameters: [
      ...deliveryFilterParameters.filter(({ name }) =>
        ["hub", "platform", "handle", "tag", "installationId"].includes(name),
      ),
      {
        name: "limit",
        description:
          "The maximum number, up to 1,000,000. Default 100. A long list is streamed, and does not block other requests.",
        type: "integer",
      },
    ],
    responses: { 200: "Devices", 400: "Error" },
    handle: ({ context, url }) =>
      listing(
        "devices",
        scanDevices(context.state, {
          hub: textParameter(url, "hub"),
          // The search checks it.
          platform: textParameter(url, "platform") as NativePlatform | undefined,
          handle: textParameter(url, "handle"),
          tag: textParameter(url, "tag"),
          installationId: textParameter(url, "installationId"),
          limit: numberParameter(url, "limit", { min: 0, max: 1_000_000 }),
        }),
      ),
  },
  ...deliveryRoutes,
  ...requestRoutes,
  explainRoute,
  ...faultRoutes,
  ...stateRoutes,
  ...blobRoutes,
  connectionRoute,
  {
    method: "GET",
    path: "/_nh/events",
    summary: "Deliveries, requests and changes as they happen, in the form of server-sent events.",
    responses: { 200: "text/event-stream" },
    handle: ({ context }) => eventStream(context.events, context.requests),
  },
  {
    method: "GET",
    path: "/_nh/openapi.json",
    summary: "This description of the control API.",
    responses: { 200: "OpenApi" },
    handle: () => json(200, openApiDocument(controlRoutes)),
  },
];
