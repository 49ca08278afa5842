import type { Platform } from "@nh/payloads";
import { evaluateTagExpression, isTagExpressionError, normalizeTag, parseTagExpression } from "@nh/wire";
import type { ComposedAudience, PageDevice } from "./protocol.js";

/** Which devices a send would reach, or why it cannot be sent. */
export type Reach =
  | { readonly ok: true; readonly devices: readonly PageDevice[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Determines which devices a send would reach, from what the page knows, before anything is sent.
 */
export function reachOf(platform: Platform, audience: ComposedAudience, devices: readonly PageDevice[]): Reach {
  const capable = devices.filter((device) =>
    platform === "template" ? device.templates.length > 0 : device.platform === platform,
  );
  const reached = (matches: (device: PageDevice) => boolean): Reach => ({ ok: true, devices: capable.filter(matches) });
  switch (audience.kind) {
    case "everyone":
      return reached(() => true);
    case "tags":
      if (audience.tags.length === 0) return { ok: false, problem: "Choose at least one tag." };
      return reached((device) => audience.tags.some((tag) => tagTest(device, platform)(tag)));
    case "expression":
      return reachOfExpression(audience.text, platform, reached);
    case "user":
      return reached(({ userId }) => userId === audience.id);
    case "device":
      return reached(({ handle }) => handle === audience.handle);
  }
}

function reachOfExpression(
  text: string,
  platform: Platform,
  reached: (matches: (device: PageDevice) => boolean) => Reach,
): Reach {
  try {
    const expression = parseTagExpression(text);
    return reached((device) => evaluateTagExpression(expression, tagTest(device, platform)));
  } catch (error) {
    if (isTagExpressionError(error)) return { ok: false, problem: error.message };
    throw error;
  }
}

/** Returns a test for a device's tags. The name of a template counts as a tag. */
function tagTest({ tags, templates }: PageDevice, platform: Platform): (tag: string) => boolean {
  const all = new Set([...tags, ...(platform === "template" ? templates : [])].map(normalizeTag));
  return (tag) => all.has(normalizeTag(tag));
}
