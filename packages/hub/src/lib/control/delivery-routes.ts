import { bodyWording, refuseUnknown } from "../check-options.js";
import { readLimited } from "../http/exchange.js";
import type { DeliveryFilter } from "../pushes/delivery-filter.js";
import type { ListDeliveriesOptions } from "../pushes/delivery-log.js";
import { isDeliveryTimeoutError } from "../pushes/delivery-wait.js";
import {
  afterParameter,
  CONTROL_BODY_LIMIT_BYTES,
  ControlError,
  numberParameter,
  readObject,
  textParameter,
} from "./control-request.js";
import { json, noContent } from "./control-response.js";
import type { ControlParameter, ControlRoute } from "./control-route.js";
import { listing } from "./listing.js";

/** The query parameters that select deliveries. */
export const deliveryFilterParameters: readonly ControlParameter[] = [
  { name: "hub", description: "The hub's name.", type: "string" },
  { name: "platform", description: "The device's platform, such as apple.", type: "string" },
  { name: "handle", description: "The device's handle.", type: "string" },
  { name: "tag", description: "A tag of the device, including its automatic ones.", type: "string" },
  { name: "notificationId", description: "The id of the notification.", type: "string" },
  { name: "installationId", description: "The id of the installation.", type: "string" },
  { name: "template", description: "The name of the template.", type: "string" },
  { name: "outcome", description: "Success, or another outcome of the service's telemetry.", type: "string" },
];

export const deliveryRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_nh/deliveries",
    summary: "What was delivered, oldest first.",
    parameters: [
      ...deliveryFilterParameters,
      { name: "after", description: "Only deliveries after the one with this id.", type: "string" },
      { name: "limit", description: "The maximum number. Default 100.", type: "integer" },
      { name: "order", description: "Whether the oldest or the newest comes first. Default oldest.", type: "string" },
    ],
    responses: { 200: "Deliveries", 400: "Error" },
    handle({ context, url }) {
      const order = textParameter(url, "order");
      if (order !== undefined && order !== "oldest" && order !== "newest") {
        throw new ControlError(400, "order must be oldest or newest.");
      }
      const limit = numberParameter(url, "limit", { min: 0, max: 10_000_000 });
      const options: ListDeliveriesOptions = {
        ...readFilter(url),
        after: afterParameter(url, "a delivery"),
        limit,
        order,
      };
      return listing("deliveries", context.state.deliveries.scan(options));
    },
  },
  {
    method: "DELETE",
    path: "/_nh/deliveries",
    summary: "Deletes all deliveries.",
    responses: { 204: null },
    handle({ hub }) {
      hub.deliveries.clear();
      return noContent();
    },
  },
  {
    method: "GET",
    path: "/_nh/deliveries/wait",
    summary: "The first delivery that matches. Waits for it if there is none yet.",
    parameters: [
      ...deliveryFilterParameters,
      { name: "after", description: "Only deliveries after the one with this id.", type: "string" },
      { name: "timeoutMs", description: "How long to wait, in milliseconds. Default 5,000.", type: "integer" },
    ],
    responses: { 200: "Delivery", 400: "Error", 408: "Error", 503: "Error" },
    async handle({ hub, url, request }) {
      const timeoutMs = numberParameter(url, "timeoutMs", { min: 0, max: 600_000 });
      try {
        return json(
          200,
          await hub.deliveries.waitFor({
            ...readFilter(url),
            after: afterParameter(url, "a delivery"),
            timeoutMs,
            signal: request.signal,
          }),
        );
      } catch (error) {
        if (isDeliveryTimeoutError(error)) throw new ControlError(408, error.message);
        throw error;
      }
    },
  },
  {
    method: "POST",
    path: "/_nh/deliveries/{id}/release",
    summary: "Pushes a delivery to a real device. Only a hub that delivers can do that.",
    body: "Release",
    responses: { 200: "Delivery", 400: "Error", 503: "Error" },
    async handle({ hub, request, id }) {
      const { handle, ...others } = readObject(await readLimited(request, CONTROL_BODY_LIMIT_BYTES));
      refuseUnknown(Object.keys(others), ["handle"], bodyWording);
      return json(200, await hub.deliveries.release(id, handle as string));
    },
  },
];

function readFilter(url: URL): DeliveryFilter {
  return Object.fromEntries(
    deliveryFilterParameters.map(({ name }) => [name, textParameter(url, name)]),
  ) as DeliveryFilter;
}
