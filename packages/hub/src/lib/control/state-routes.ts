import { bodyWording, refuseUnknown } from "../check-options.js";
import { readLimited } from "../http/exchange.js";
import type { Hub } from "../hub.js";
import type { Policy } from "../options.js";
import { checkAdvance, readMoment } from "../state/clock.js";
import { CONTROL_BODY_LIMIT_BYTES, ControlError, readObject } from "./control-request.js";
import { json, jsonHeaders, noContent } from "./control-response.js";
import type { ControlRoute } from "./control-route.js";

/** Time, snapshots, policies and hubs. */
export const stateRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_nh/hubs",
    summary: "The hubs, and how many devices each has.",
    responses: { 200: "Hubs" },
    handle: ({ context }) =>
      json(200, {
        hubs: Array.from(context.state.hubs(), ({ name, installations, registrations }) => ({
          name,
          installations: installations.size,
          registrations: registrations.size,
        })),
      }),
  },
  {
    method: "GET",
    path: "/_nh/clock",
    summary: "The hub's own time.",
    responses: { 200: "Clock" },
    handle: ({ hub }) => json(200, clockOf(hub)),
  },
  {
    method: "POST",
    path: "/_nh/clock",
    summary:
      "Freezes the clock, moves it forward or lets it run again. Scheduled sends that fall due are sent before the response.",
    body: "ClockChange",
    responses: { 200: "Clock", 400: "Error" },
    async handle({ hub, request }) {
      moveClock(hub, readObject(await readLimited(request, CONTROL_BODY_LIMIT_BYTES)));
      return json(200, clockOf(hub));
    },
  },
  {
    method: "GET",
    path: "/_nh/snapshot",
    summary:
      "The whole state as one JSON document, with the credentials and policies of hubs, and without the policies of the namespace.",
    responses: { 200: "Snapshot" },
    handle: ({ hub }) => new Response(hub.snapshot.export(), { headers: jsonHeaders }),
  },
  {
    method: "PUT",
    path: "/_nh/snapshot",
    summary: "Replaces the whole state with a snapshot. A damaged one changes nothing.",
    body: "Snapshot",
    responses: { 200: "Imported", 400: "Error" },
    async handle({ hub, request }) {
      if (request.body === null) throw new ControlError(400, "The body must be a snapshot.");
      return json(200, { records: await hub.snapshot.import(request.body) });
    },
  },
  {
    method: "POST",
    path: "/_nh/reset",
    summary:
      "Deletes everything except the policies of the namespace. Hubs that the options declare are created again.",
    responses: { 204: null },
    handle({ hub }) {
      hub.reset();
      return noContent();
    },
  },
  {
    method: "GET",
    path: "/_nh/policies",
    summary: "The shared access policies of the namespace, without their keys.",
    responses: { 200: "Policies" },
    handle: ({ hub }) =>
      json(200, {
        policies: hub.policies
          .list()
          .map(({ keyName, rights, secondaryKey }) => ({ keyName, rights, keys: secondaryKey === undefined ? 1 : 2 })),
      }),
  },
  {
    method: "PUT",
    path: "/_nh/policies",
    summary: "Replaces all shared access policies of the namespace. This rotates keys while the hub runs.",
    body: "PolicyList",
    responses: { 204: null, 400: "Error" },
    async handle({ hub, request }) {
      const { policies, ...others } = readObject(await readLimited(request, CONTROL_BODY_LIMIT_BYTES));
      refuseUnknown(Object.keys(others), ["policies"], bodyWording);
      // The hub checks every property of each policy.
      hub.policies.set(policies as readonly Policy[]);
      return noContent();
    },
  },
];

function clockOf(hub: Hub): { now: string; frozen: boolean } {
  return { now: new Date(hub.clock.now()).toISOString(), frozen: hub.clock.frozen };
}

function moveClock(hub: Hub, change: Readonly<Record<string, unknown>>): void {
  const { freezeAt, freeze, advanceSeconds, resume, ...unknown } = change;
  const known = [freezeAt, freeze, advanceSeconds, resume].some((value) => value !== undefined);
  if (!known || Object.keys(unknown).length > 0) {
    throw new ControlError(
      400,
      "The body must have one or more of advanceSeconds, freezeAt, freeze and resume, and nothing else.",
    );
  }
  for (const [name, value] of Object.entries({ freeze, resume })) {
    if (value !== undefined && typeof value !== "boolean")
      throw new ControlError(400, `${name} must be true or false.`);
  }
  // All is checked before the clock moves, so that a wrong body changes nothing.
  const at = freezeAt === undefined ? undefined : readMoment(freezeAt, "freezeAt");
  if (advanceSeconds !== undefined) checkAdvance(advanceSeconds, at ?? hub.clock.now(), "advanceSeconds");
  if (at !== undefined || freeze === true) hub.clock.freeze(at);
  if (advanceSeconds !== undefined) hub.clock.advance(advanceSeconds);
  if (resume === true) hub.clock.resume();
}
