import type { NotificationDescription } from "@nh/payloads";
import { useState } from "preact/hooks";
import { AndroidFrame } from "./android-frame.js";
import { BadgeFrame, TileFrame } from "./badge-and-tile.js";
import { BrowserFrame } from "./browser-frame.js";
import { cuts } from "./cut.js";
import { factsOf } from "./facts.js";
import type { PictureProps } from "./frame-parts.js";
import { IosFrame } from "./ios-frame.js";
import { frameOf } from "./platform-names.js";
import { unseenOf } from "./unseen.js";
import { WindowsFrame } from "./windows-frame.js";
import { WindowsPhoneFrame } from "./windows-phone-frame.js";

const alertFrames = {
  ios: IosFrame,
  android: AndroidFrame,
  windows: WindowsFrame,
  windowsphone: WindowsPhoneFrame,
  kindle: AndroidFrame,
  browser: BrowserFrame,
} as const;

interface DeliveredProps extends Omit<PictureProps, "expanded"> {
  readonly description: NotificationDescription;
  readonly outcome?: string | undefined;
  readonly expanded?: boolean | undefined;
  /** Whether what cannot be drawn is listed at once. Default: only while it is expanded. */
  readonly withFacts?: boolean;
}

/**
 * The notification on its device, or words for what nobody sees. A click on a drawn one expands it.
 */
export function Picture({ description, outcome, expanded: all = false, withFacts = false, ...rest }: DeliveredProps) {
  const [own, setOwn] = useState<boolean>();
  const unseen = unseenOf(description, outcome);
  if (unseen !== undefined) {
    return (
      <div class={`frame frame-words frame-words-${unseen.tone}`}>
        <p class="frame-words-head">{unseen.headline}</p>
        <p class="frame-words-detail">{unseen.detail}</p>
      </div>
    );
  }
  if (description.kind === "badge") return <BadgeFrame description={description} {...rest} />;
  if (description.kind === "tile") return <TileFrame description={description} {...rest} />;
  const frame = frameOf(description.platform);
  const Alert = alertFrames[frame];
  const { bodyLines, expandedBodyLines } = cuts[frame];
  const expanded = own ?? all;
  const facts = factsOf(description);
  const hasMore = expandedBodyLines > bodyLines || (facts.length > 0 && !withFacts);
  return (
    <>
      <div class="picture">
        <Alert description={description} expanded={expanded} {...rest} />
        {hasMore && (
          <button
            type="button"
            class="picture-toggle"
            aria-expanded={expanded}
            aria-label={expanded ? "Collapse the notification" : "Expand the notification"}
            onClick={() => setOwn(!expanded)}
          >
            <span aria-hidden="true">{expanded ? "⌃" : "⌄"}</span>
          </button>
        )}
      </div>
      {(expanded || withFacts) && facts.length > 0 && (
        <ul class="hint">
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
    </>
  );
}
