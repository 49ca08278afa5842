import { maskFor } from "../http/authorization-mask.js";
import { shownDocument } from "../http/request-log.js";
import { afterParameter, ControlError, numberParameter } from "./control-request.js";
import { json, noContent } from "./control-response.js";
import type { ControlRoute } from "./control-route.js";

/** The log of requests to the REST API, with secrets masked. */
export const requestRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_nh/requests",
    summary: "The newest requests to the REST API, in the order in which they came.",
    parameters: [
      { name: "after", description: "Only requests after the one with this id.", type: "string" },
      { name: "limit", description: "The maximum number. Default 100.", type: "integer" },
    ],
    responses: { 200: "Requests", 400: "Error" },
    handle({ hub, url }) {
      const after = afterParameter(url, "a request");
      const limit = numberParameter(url, "limit", { min: 0, max: 1_000_000 });
      return json(200, { requests: hub.requests.list({ after, limit }) });
    },
  },
  {
    method: "DELETE",
    path: "/_nh/requests",
    summary: "Deletes all requests from the log.",
    responses: { 204: null },
    handle({ hub }) {
      hub.requests.clear();
      return noContent();
    },
  },
  {
    method: "GET",
    path: "/_nh/requests/{id}",
    summary: "One request and its response.",
    responses: { 200: "Request", 404: "Error" },
    handle({ hub, id }) {
      const record = hub.requests.get(id);
      if (record === undefined) throw new ControlError(404, "The log has no request with this id.");
      return json(200, record);
    },
  },
  {
    method: "POST",
    path: "/_nh/requests/{id}/replay",
    summary: "Carries out a request again without checking its token, and returns the response with secrets masked.",
    responses: { 200: "Replay", 404: "Error" },
    async handle({ context, hub, id }) {
      const logged = context.requests.exchange(id);
      if (logged === undefined) throw new ControlError(404, "The log has no request with this id.");
      const response = await hub.requests.replay(id);
      const mask = maskFor(logged.requestHeaders.get("authorization"), (text) => context.access.mask(text));
      return json(200, {
        status: response.status,
        headers: Object.fromEntries(Array.from(response.headers, ([name, value]) => [name, mask(value)])),
        body: mask(shownDocument(logged.operation, await response.text())),
      });
    },
  },
];
