import type { FaultRule } from "../faults/fault-rule.js";
import { readLimited } from "../http/exchange.js";
import { CONTROL_BODY_LIMIT_BYTES, ControlError, readObject } from "./control-request.js";
import { json, noContent } from "./control-response.js";
import type { ControlRoute } from "./control-route.js";

/** Scripted misbehavior. */
export const faultRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_nh/faults",
    summary: "The rules in force.",
    responses: { 200: "Faults" },
    handle: ({ hub }) => json(200, { faults: hub.faults.list() }),
  },
  {
    method: "POST",
    path: "/_nh/faults",
    summary: "Adds a rule.",
    body: "FaultRule",
    responses: { 201: "Created", 400: "Error" },
    async handle({ hub, request }) {
      const rule = readObject(await readLimited(request, CONTROL_BODY_LIMIT_BYTES));
      // The hub checks every property of it.
      return json(201, { id: hub.faults.add(rule as unknown as FaultRule) });
    },
  },
  {
    method: "DELETE",
    path: "/_nh/faults",
    summary: "Removes all rules.",
    responses: { 204: null },
    handle({ hub }) {
      hub.faults.clear();
      return noContent();
    },
  },
  {
    method: "GET",
    path: "/_nh/faults/scenarios",
    summary: "The named scenarios.",
    responses: { 200: "Scenarios" },
    handle: ({ hub }) => json(200, { scenarios: hub.faults.scenarios() }),
  },
  {
    method: "POST",
    path: "/_nh/faults/scenarios/{id}",
    summary: "Adds the rules of a scenario.",
    responses: { 201: "CreatedMany", 400: "Error" },
    handle: ({ hub, id }) => json(201, { ids: hub.faults.scenario(id) }),
  },
  {
    method: "DELETE",
    path: "/_nh/faults/{id}",
    summary: "Removes a rule.",
    responses: { 204: null, 404: "Error" },
    handle({ hub, id }) {
      if (!hub.faults.remove(id))
        throw new ControlError(404, "The fault does not exist. It may have reached its count.");
      return noContent();
    },
  },
];
