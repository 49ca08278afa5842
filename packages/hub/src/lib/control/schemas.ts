import { accessVerdicts } from "../http/policy-set.js";

/** A schema in the part of JSON Schema that the control API needs. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly description?: string;
}

const text: Schema = { type: "string" };
const flag: Schema = { type: "boolean" };
const count: Schema = { type: "integer" };
const amount: Schema = { type: "number" };
const orNull: Schema = { type: ["string", "null"] };
const texts: Schema = { type: "array", items: text };
const textMap: Schema = { type: "object", additionalProperties: text };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const list = (name: string): Schema => ({ type: "array", items: ref(name) });

/** An object whose properties are required, except for the optional ones. No others are allowed. */
function object(required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

const faultMatch = object(
  {},
  {
    operation: { type: ["string", "array"], items: text },
    hub: text,
    method: text,
    path: text,
    platform: text,
    handle: text,
    tag: text,
    installationId: text,
  },
);
const faultResponse = object(
  {},
  {
    status: count,
    detail: text,
    headers: textMap,
    retryAfterSeconds: count,
    reset: flag,
    truncate: flag,
    delayMs: amount,
    reason: text,
    after: { type: "string", enum: ["headers", "body", "processing"] },
  },
);
const faultRule = { match: ref("FaultMatch"), probability: amount, count };

/** Every document of the control API by name. */
export const schemas: Readonly<Record<string, Schema>> = {
  Health: object({ status: { type: "string", enum: ["ok", "read-only"] } }, { reason: text }),
  Error: object({ error: text }),
  Device: object({
    hub: text,
    platform: text,
    handle: text,
    installationId: orNull,
    userId: orNull,
    registrationIds: texts,
    tags: texts,
    templates: texts,
    pushVariables: textMap,
    expired: flag,
  }),
  Devices: object({ devices: list("Device") }),
  PushReport: object({
    state: {
      type: "string",
      enum: [
        "waiting",
        "pushing",
        "delivered",
        "refused",
        "handleGone",
        "throttled",
        "credentialRefused",
        "unavailable",
        "unreachable",
        "notSent",
        "unknown",
      ],
    },
    at: text,
    status: { type: ["integer", "null"] },
    reason: orNull,
    hint: orNull,
    id: orNull,
    mayHaveBeenPushed: flag,
  }),
  Release: object({
    handle: { type: "string", description: "The device. For a browser, its subscription as JSON." },
  }),
  Delivery: object(
    {
      id: text,
      at: text,
      hub: text,
      notificationId: text,
      platform: text,
      handle: text,
      registrationId: orNull,
      installationId: orNull,
      tags: texts,
      template: orNull,
      headers: textMap,
      body: text,
      outcome: text,
    },
    { push: ref("PushReport") },
  ),
  Deliveries: object({ deliveries: list("Delivery") }),
  Request: object({
    id: text,
    at: text,
    method: text,
    url: text,
    operation: orNull,
    requestHeaders: textMap,
    requestBody: text,
    status: { type: "integer", description: "0 when a fault broke the connection." },
    responseHeaders: textMap,
    responseBody: text,
    durationMs: amount,
    notes: texts,
    send: {
      ...object({ notificationId: text, matched: count, candidates: count, outcomes: ref("OutcomeCounts") }),
      type: ["object", "null"],
      description: "What came of a send that was carried out; null for anything else.",
    },
    access: {
      enum: [...accessVerdicts, null],
      description: "Whether the token allowed the request, or why not; null when it was not checked.",
    },
    faulted: { ...flag, description: "Whether a fault replaced or truncated the response." },
  }),
  OutcomeCounts: { type: "object", additionalProperties: count },
  Requests: object({ requests: list("Request") }),
  Replay: object({ status: count, headers: textMap, body: text }),
  ExplainRequest: object(
    { platform: text },
    {
      hub: text,
      audience: { type: ["string", "array", "null"], items: text },
      body: { type: ["string", "object"] },
      headers: textMap,
      limit: count,
    },
  ),
  ExplainedDevice: object(
    {
      platform: text,
      handle: text,
      registrationId: orNull,
      installationId: orNull,
      template: orNull,
      tags: texts,
      reached: {
        type: ["boolean", "null"],
        description: "Null without a payload: nobody knows what the platform would say to one.",
      },
      steps: {
        type: "array",
        items: object({
          step: { type: "string", enum: ["audience", "registration", "template", "payload", "platform"] },
          ok: flag,
          detail: text,
        }),
      },
    },
    { missing: texts, body: text, headers: textMap },
  ),
  Explanation: object({
    hub: text,
    platform: text,
    expression: orNull,
    answer: object({ status: count, detail: text }),
    matched: count,
    candidates: count,
    tagCounts: { type: "object", additionalProperties: count },
    summary: text,
    devices: list("ExplainedDevice"),
  }),
  FaultMatch: faultMatch,
  FaultResponse: faultResponse,
  FaultRule: object({ answer: ref("FaultResponse") }, faultRule),
  ActiveFault: object({ id: text, answer: ref("FaultResponse"), hits: count }, faultRule),
  Faults: object({ faults: list("ActiveFault") }),
  Created: object({ id: text }),
  CreatedMany: object({ ids: texts }),
  Scenario: object({ name: text, description: text }),
  Scenarios: object({ scenarios: list("Scenario") }),
  Hubs: object({ hubs: { type: "array", items: object({ name: text, installations: count, registrations: count }) } }),
  Connection: object({
    hub: text,
    connectionString: text,
    tlsConnectionString: orNull,
    certificatePath: orNull,
    pushKey: {
      type: ["string", "null"],
      description: "The VAPID key with which a browser subscribes. Null when the hub does not push to browsers.",
    },
  }),
  Clock: object({ now: text, frozen: flag }),
  ClockChange: object(
    {},
    { advanceSeconds: amount, freezeAt: { type: ["string", "number"] }, freeze: flag, resume: flag },
  ),
  Snapshot: object(
    {
      format: { type: "string", enum: ["nh-hub-snapshot"] },
      version: { type: "integer", enum: [1] },
      records: { type: "array", items: object({ hub: text, kind: text, id: text, value: { type: "object" } }) },
    },
    { at: text },
  ),
  Imported: object({ records: count }),
  Policies: object({ policies: { type: "array", items: object({ keyName: text, rights: texts, keys: count }) } }),
  PolicyList: object({
    policies: {
      type: "array",
      items: object({ keyName: text, rights: texts, primaryKey: text }, { secondaryKey: text }),
    },
  }),
  OpenApi: { type: "object" },
};
