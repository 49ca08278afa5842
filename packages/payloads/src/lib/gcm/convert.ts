import { googleName } from "../fcm-v1/fcm-object.js";
import { isReservedKey } from "../fcm-v1/formats.js";
import { droppedKeys } from "../fcm-v1/legacy-keys.js";
import type { FcmV1Message } from "../fcm-v1/types.js";
import { jsonObject } from "../json/any-json.js";
import type { JsonValue } from "../json/json-value.js";
import { type ExactJson, type ExactJsonObject, parseJson } from "../json/parse-json.js";
import { below, type Place } from "../json/place.js";
import { readPayload } from "../json/read-payload.js";
import { plainObject } from "../json/rule.js";
import { FCM_LIMIT_BYTES } from "../limits.js";
import { bodyRows, type ConversionRow, notificationRows } from "./conversion-table.js";
import { type ConvertedValue, convertData, convertValue } from "./convert-value.js";
import type { GcmPayload, GcmPlatformPayload } from "./types.js";

/** A field of a legacy payload that the v1 message does not carry. */
export interface GcmDroppedField {
  /** Its path in the legacy payload, such as `notification.badge`. */
  readonly field: string;
  /** Why, and what to do instead. */
  readonly reason: string;
}

/** A legacy FCM payload in the terms of HTTP v1. */
export interface GcmConversion {
  /** For {@link fcmV1}, unless the payload is a template. */
  readonly message: FcmV1Message;
  /**
   * The same as JSON, `{"message":…}`: where the payload is a template, the body of the FCM v1
   * template.
   */
  readonly body: string;
  /** What could not be carried over; empty when all was. */
  readonly dropped: readonly GcmDroppedField[];
}

interface Conversion {
  readonly typed: Branch;
  readonly wire: Branch;
  readonly dropped: GcmDroppedField[];
}

/** An object under construction. */
interface Branch {
  [key: string]: JsonValue | undefined | Branch;
}

/**
 * Rewrites a legacy FCM (GCM) payload, or the body of a legacy template, for FCM HTTP v1. Template
 * expressions stay expressions, and values of `data` become strings with the digits of the
 * document. Only keys for Apple devices become a part for Apple devices.
 *
 * @example
 * convertGcmToFcmV1('{"data":{"order":7},"time_to_live":60}').message;
 * // { data: { order: "7" }, android: { ttl: { seconds: 60 } } }
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE for a string over 4,096 bytes; NH_PAYLOAD_INVALID for
 * a string that is not a JSON object, and for values that JSON cannot hold.
 * @throws {ArgumentError} when the payload is neither an object nor a string.
 */
export function convertGcmToFcmV1(payload: GcmPayload | GcmPlatformPayload | string): GcmConversion {
  const { wire, body } = readPayload("gcm", FCM_LIMIT_BYTES, payload, jsonObject);
  const legacy = typeof payload === "string" ? (parseJson(body) as ExactJsonObject) : wire;
  const place: Place = { platform: "gcm", field: "", form: "undecided" };
  const conversion: Conversion = { typed: {}, wire: {}, dropped: [] };
  for (const [key, item] of Object.entries(legacy)) {
    if (item === undefined) continue;
    const name = googleName(key);
    if (name === "data") convertDataOf(plainObject(item, below(place, key)) as ExactJsonObject, conversion);
    else if (name === "notification") {
      for (const [field, text] of Object.entries(plainObject(item, below(place, key)) as ExactJsonObject)) {
        convertField(notificationRows, googleName(field), `notification.${googleName(field)}`, text, conversion);
      }
    } else convertField(bodyRows, name, name, item, conversion);
  }
  completeAlert(conversion);
  return Object.freeze({
    message: conversion.typed as FcmV1Message,
    body: JSON.stringify({ message: conversion.wire }),
    dropped: Object.freeze(conversion.dropped),
  });
}

function convertField(
  rows: Readonly<Record<string, ConversionRow>>,
  name: string,
  field: string,
  value: ExactJson | undefined,
  conversion: Conversion,
): void {
  if (value === undefined) return;
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (row === undefined) {
    const advice = Object.hasOwn(droppedKeys, field) ? `; ${droppedKeys[field]}` : "";
    conversion.dropped.push({ field, reason: `has no place in FCM HTTP v1${advice}` });
    return;
  }
  storeRow(convertValue(row.kind, value), field, row.path, row.wirePath ?? googleName(row.path), conversion);
}

function convertDataOf(data: ExactJsonObject, conversion: Conversion): void {
  for (const [key, value] of Object.entries(data)) {
    const field = `data.${key}`;
    if (isReservedKey(key)) conversion.dropped.push({ field, reason: "is a key that FCM reserves; choose another" });
    else if (value !== undefined) store(convertData(value), field, ["data", key], ["data", key], conversion);
  }
}

function storeRow(value: ConvertedValue, field: string, path: string, wirePath: string, conversion: Conversion): void {
  store(value, field, path.split("."), wirePath.split("."), conversion);
}

function store(
  value: ConvertedValue,
  field: string,
  path: readonly string[],
  wirePath: readonly string[],
  { typed, wire, dropped }: Conversion,
): void {
  if ("reason" in value) {
    dropped.push({ field, reason: value.reason });
    return;
  }
  setPath(typed, path, value.typed);
  setPath(wire, wirePath, value.wire);
}

function setPath(root: Branch, path: readonly string[], value: JsonValue | undefined): void {
  let branch = root;
  for (const key of path.slice(0, -1)) {
    branch[key] ??= {};
    branch = branch[key] as Branch;
  }
  // Defined rather than assigned, since a key of data may be __proto__.
  Object.defineProperty(branch, path.at(-1) ?? "", { value, enumerable: true, writable: true, configurable: true });
}

/**
 * On Apple devices an alert replaces the notification of the message, so it needs title and body,
 * too.
 */
function completeAlert({ typed, wire }: Conversion): void {
  for (const [root, path] of [
    [typed, ["apns", "payload", "alert"]],
    [wire, ["apns", "payload", "aps", "alert"]],
  ] as const) {
    const alert = path.reduce<Branch | undefined>((branch, key) => branch?.[key] as Branch | undefined, root);
    const { title, body } = (root.notification ?? {}) as Branch;
    if (alert !== undefined) Object.assign(alert, title !== undefined && { title }, body !== undefined && { body });
  }
}
