import {
  type Notification,
  windows,
  windowsBadge,
  windowsPhone,
  windowsPhoneRaw,
  windowsPhoneTile,
  windowsPhoneToast,
  windowsRaw,
  windowsTile,
  windowsToast,
} from "@nh/payloads";
import { windowsType } from "./allowed-flags.js";
import { badgeNumber, type Composer, missing, type Parts, seconds } from "./parts.js";

const windowsPriorities = { high: "high", normal: "medium", low: "low" } as const;

export const windowsComposer: Composer = {
  fromParts: windowsFromParts,
  fromPayload: (payload, parts) =>
    parts.type === "raw" ? windowsRaw(payload, windowsOptions(parts)) : windows(payload, windowsOptions(parts)),
};

export const windowsPhoneComposer: Composer = {
  fromParts: (parts) => {
    const { title, body, headers, link } = parts;
    const type = windowsType(parts);
    if (type === "tile" || type === "badge") {
      return windowsPhoneTile(
        { template: "flip", title, backContent: body, count: badgeNumber(parts.badge, "windowsphone") },
        { headers },
      );
    }
    if (type === "raw") return windowsPhoneRaw(body ?? missing("--body"), { headers });
    return windowsPhoneToast({ text1: title, text2: body, param: link }, { headers });
  },
  fromPayload: (payload, { headers, type }) =>
    type === "raw" ? windowsPhoneRaw(payload, { headers }) : windowsPhone(payload, { headers }),
};

function windowsOptions(parts: Parts) {
  return {
    priority: parts.priority && windowsPriorities[parts.priority],
    ttlSeconds: seconds(parts.ttl),
    tag: parts.collapse,
    headers: parts.headers,
  };
}

function windowsFromParts(parts: Parts): Notification {
  const { title, body, image, badge, link } = parts;
  const options = windowsOptions(parts);
  const texts = [title, body].filter((text) => text !== undefined);
  switch (windowsType(parts)) {
    case "badge":
      return windowsBadge(badgeValue(badge ?? missing("--badge")), options);
    case "raw":
      return windowsRaw(body ?? missing("--body"), options);
    case "tile": {
      const content = [...texts, ...(image === undefined ? [] : [{ src: image }])];
      return windowsTile({ medium: { content }, wide: { content } }, options);
    }
    default: {
      if (texts.length === 0) missing("--title or --body");
      const images = image === undefined ? undefined : [{ src: image, placement: "hero" as const }];
      return windowsToast({ texts, images, launch: link }, options);
    }
  }
}

type BadgeValue = Parameters<typeof windowsBadge>[0];

/** The builder refuses an unknown glyph, and lists the known ones. */
const badgeValue = (text: string) => (/^\d+$/.test(text) ? Number(text) : text) as BadgeValue;
