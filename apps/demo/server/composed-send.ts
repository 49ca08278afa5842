import { type Audience, device, everyone, user } from "@nh/client";
import { isPlatform, type Platform } from "@nh/payloads";
import { buildNotification } from "../compose/build-notification.js";
import type { ComposedAudience, ComposedSend, Exchange } from "../compose/protocol.js";
import type { DemoHub } from "./demo-hub.js";
import { demoDevices } from "./devices.js";
import { recordedSend } from "./recorded-send.js";

/**
 * Sends what the page's composer posted. If the library refuses it, the exchange has an `error`.
 */
export async function sendComposed(demo: DemoHub, send: ComposedSend): Promise<Exchange> {
  const { exchange } = await recordedSend(demo, {
    title: titleOf(send),
    compose: () => buildNotification(send.platform, send.payload),
    audience: () => audienceOf(send.platform, send.audience),
    test: send.test,
  });
  return exchange;
}

/** Reads what the page posted. Returns undefined when the page would not post it. */
export function readComposedSend(value: unknown): ComposedSend | undefined {
  if (!isObject(value)) return undefined;
  const { platform, payload, test } = value;
  const audience = readAudience(value.audience);
  if (!isPlatform(platform) || typeof payload !== "string" || typeof test !== "boolean") return undefined;
  return audience === undefined ? undefined : { platform, payload, audience, test };
}

function readAudience(value: unknown): ComposedAudience | undefined {
  if (!isObject(value)) return undefined;
  const { kind, tags, text, id, handle } = value;
  switch (kind) {
    case "everyone":
      return { kind };
    case "tags":
      return Array.isArray(tags) && tags.every((tag) => typeof tag === "string") ? { kind, tags } : undefined;
    case "expression":
      return typeof text === "string" ? { kind, text } : undefined;
    case "user":
      return typeof id === "string" ? { kind, id } : undefined;
    case "device":
      return typeof handle === "string" ? { kind, handle } : undefined;
    default:
      return undefined;
  }
}

function audienceOf(platform: Platform, audience: ComposedAudience): Audience {
  switch (audience.kind) {
    case "everyone":
      return everyone();
    case "tags":
      return audience.tags;
    case "expression":
      return audience.text;
    case "user":
      return user(audience.id);
    case "device":
      return device(platform === "browser" ? subscriptionOf(audience.handle) : audience.handle);
  }
}

/** A send to a browser needs its whole subscription, and the page knows only the endpoint. */
function subscriptionOf(endpoint: string) {
  for (const { installation } of demoDevices) {
    if (installation?.platform === "browser" && installation.pushChannel.endpoint === endpoint)
      return installation.pushChannel;
  }
  return endpoint;
}

function titleOf({ platform, audience, test }: ComposedSend): string {
  return `${platform} to ${audienceTitle(audience)}${test ? ", test" : ""}`;
}

function audienceTitle(audience: ComposedAudience): string {
  switch (audience.kind) {
    case "everyone":
      return "everyone";
    case "tags":
      return audience.tags.join(", ") || "no tag";
    case "expression":
      return audience.text || "an empty expression";
    case "user":
      return `user ${audience.id}`;
    case "device":
      return "one device";
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
