import { type Platform, platforms } from "@nh/payloads";
import { useState } from "preact/hooks";
import { platformLooks } from "../pictures/platform-names.js";
import type { Draft } from "./draft.js";
import type { DraftPlatform } from "./draft-platform.js";

/** What most people write for; the others are behind a button. */
const common: readonly DraftPlatform[] = ["every", "apple", "fcmv1", "windows", "browser", "template"];
const all: readonly DraftPlatform[] = ["every", ...platforms];

/** The platform of a draft, or one message for several platforms and which ones get it. */
export function PlatformField({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const [more, setMore] = useState(false);
  const { platform, platforms: chosen, target } = draft;
  const shown = more || !common.includes(platform) ? all : common;
  const choose = (name: DraftPlatform) =>
    onChange({
      platform: name,
      headers: {},
      // A handle belongs to one platform.
      ...(name === "every" && target.kind === "device" ? { target: { kind: "everyone" } } : {}),
    });
  return (
    <>
      <fieldset class="pills">
        <legend class="visually-hidden">Platform</legend>
        {shown.map((name) => (
          <label key={name} class="pill-choice">
            <input type="radio" name="platform" checked={platform === name} onChange={() => choose(name)} />
            <span>{name === "every" ? "Several platforms" : platformLooks[name].label}</span>
          </label>
        ))}
        {shown === common && (
          <button type="button" class="pill" onClick={() => setMore(true)}>
            {all.length - common.length} more ▾
          </button>
        )}
      </fieldset>
      {platform === "every" && (
        <fieldset class="pills several">
          <legend class="label">Goes to</legend>
          {platforms.map((name) => (
            <label key={name} class="pill-choice">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={() => onChange({ platforms: toggled(chosen, name) })}
              />
              <span>{platformLooks[name].label}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** The chosen platforms with one more or one less, in the order of all. */
function toggled(chosen: readonly Platform[], name: Platform): Platform[] {
  return platforms.filter((one) => (one === name) !== chosen.includes(one));
}
