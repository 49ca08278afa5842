import type { NativePlatform } from "@nh/payloads";
import { scanDevices } from "../inspect/devices.js";
import { blobRoutes } from "./blob-routes.js";
import type { ControlRequest } from "./control-request.js";
import { json, numberParameter, textParameter } from "./control-request.js";
import { deliveryFilterParameters, deliveryRoutes } from "./delivery-routes.js";
import { eventStream } from "./event-stream.js";
import { explainRoute } from "./explain-route.js";
import { faultRoutes } from "./fault-routes.js";
import { listing } from "./listing.js";
import { openApiDocument } from "./openapi.js";
import { requestRoutes } from "./request-routes.js";
import { stateRoutes } from "./state-routes.js";

/** One address of the control API: what answers it, and how the OpenAPI document describes it. */
export interface ControlRoute {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** `{id}` is one segment, `{path}` goes on over slashes. */
  readonly path: string;
  readonly summary: string;
  readonly parameters?: readonly ControlParameter[] | undefined;
  /** The name of the schema of the request's body. */
  readonly body?: string | undefined;
  /** The schema of each answer by status; null for one without a body, a media type for one that is no JSON. */
  readonly responses: Readonly<Record<number, string | null>>;
  handle(request: ControlRequest): Response | Promise<Response>;
}

/** A query parameter. */
export interface ControlParameter {
  readonly name: string;
  readonly description: string;
  readonly type: "string" | "integer";
}

export const controlRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_nh/health",
    summary: "Whether the hub is ready.",
    responses: { 200: "Health" },
    handle: () => json(200, { status: "ok" }),
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
          "How many at most; 100 by default, up to 1,000,000. A long list is streamed while it is made, and holds up no other request.",
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
  {
    method: "GET",
    path: "/_nh/events",
    summary: "Deliveries, requests and changes as they happen, as server-sent events.",
    responses: { 200: "text/event-stream" },
    handle: ({ context }) => eventStream(context.events),
  },
  {
    method: "GET",
    path: "/_nh/openapi.json",
    summary: "This description of the control API.",
    responses: { 200: "OpenApi" },
    handle: () => json(200, openApiDocument(controlRoutes)),
  },
];
