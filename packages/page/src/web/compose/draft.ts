import { isPlatform, type Platform } from "@nh/payloads";
import type { SendSample } from "../activity/code/send-sample.js";
import { type DraftPlatform, isDraftPlatform } from "./draft-platform.js";
import { type Later, readLater } from "./later.js";
import { samplePayloads } from "./sample-payloads.js";

/** Whom a draft is for. */
export type DraftTarget =
  | { readonly kind: "everyone" }
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "device"; readonly handle: string };

/**
 * What the composer holds; it lives in the address, so that a reload or a copied link brings it
 * back.
 */
export interface Draft {
  readonly platform: DraftPlatform;
  /** Where one message goes. Used while `platform` is `every`. */
  readonly platforms: readonly Platform[];
  readonly target: DraftTarget;
  /**
   * What was typed for each platform; what was not is the sample. Under `every` it is the JSON of
   * the fields that `content()` takes.
   */
  readonly bodies: Readonly<Partial<Record<DraftPlatform, string>>>;
  /** What only one platform has of one message for several, as JSON. */
  readonly own: Readonly<Partial<Record<Platform, string>>>;
  /** Headers that the payload does not imply. */
  readonly headers: Readonly<Record<string, string>>;
  readonly test: boolean;
  /** When it goes out by the hub's clock; undefined sends at once. */
  readonly later: Later | undefined;
}

export const emptyDraft: Draft = {
  platform: "apple",
  platforms: ["apple", "fcmv1", "windows", "browser"],
  target: { kind: "everyone" },
  bodies: {},
  own: {},
  headers: {},
  test: false,
  later: undefined,
};

/** The payload of the chosen platform. */
export function bodyOf({ bodies, platform }: Draft): string {
  return bodies[platform] ?? samplePayloads[platform];
}

/** The draft with another payload for its platform. */
export function withBody(draft: Draft, body: string): Draft {
  return { ...draft, bodies: { ...draft.bodies, [draft.platform]: body } };
}

/** A draft that sends the same again. */
export function draftOf({ platform, audience, handle, body, headers, test }: SendSample): Draft {
  const target: DraftTarget =
    handle !== undefined
      ? { kind: "device", handle }
      : audience === undefined
        ? { kind: "everyone" }
        : { kind: "expression", text: audience };
  return { ...emptyDraft, platform, target, bodies: { [platform]: body }, headers, test };
}

/** Packs a draft for the address: base64url of its JSON, without what is as it was. */
export function packDraft(draft: Draft): string {
  const changed = Object.entries(draft).filter(([name, value]) => {
    return JSON.stringify(value) !== JSON.stringify(emptyDraft[name as keyof Draft]);
  });
  if (changed.length === 0) return "";
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(changed)));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Unpacks a draft. What is damaged or was written by somebody else is dropped, never trusted. */
export function unpackDraft(packed: string | undefined): Draft {
  if (!packed) return emptyDraft;
  try {
    const text = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return readDraft(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return emptyDraft;
  }
}

function readDraft(value: unknown): Draft {
  if (typeof value !== "object" || value === null) return emptyDraft;
  const { platform, platforms, target, bodies, own, headers, test, later } = value as Readonly<Record<string, unknown>>;
  return {
    platform: isDraftPlatform(platform) ? platform : emptyDraft.platform,
    platforms: Array.isArray(platforms) ? [...new Set(platforms.filter(isPlatform))] : emptyDraft.platforms,
    target: readTarget(target),
    bodies: stringsOf(bodies, isDraftPlatform),
    own: stringsOf(own, isPlatform),
    headers: stringsOf(headers),
    test: test === true,
    later: readLater(later),
  };
}

function readTarget(value: unknown): DraftTarget {
  const { kind, text, handle } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (kind === "expression" && typeof text === "string") return { kind, text };
  if (kind === "device" && typeof handle === "string") return { kind, handle };
  return emptyDraft.target;
}

/** The strings of an object, by the names that are known. */
function stringsOf(value: unknown, isKnown: (name: string) => boolean = () => true): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  const entries = Object.entries(value).filter(([name, item]) => typeof item === "string" && isKnown(name));
  return Object.fromEntries(entries);
}
