import type { NotificationDescription } from "@nh/payloads";
import { AppIcon, LazyImage } from "./frame-parts.js";
import { frameOf } from "./platform-names.js";

interface Props {
  readonly description: NotificationDescription;
}

/** The app's icon with its badge: on the home screen, or in the taskbar of Windows. */
export function BadgeFrame({ description: { badge = "", summary, platform } }: Props) {
  const isWindows = frameOf(platform) === "windows";
  const shown = badge === "none" ? undefined : /^\d+$/.test(badge) ? badge : "•";
  return (
    <div class={`frame frame-badge ${isWindows ? "frame-taskbar" : ""}`}>
      <AppIcon badge={shown} />
      <span class="frame-caption">{summary}</span>
    </div>
  );
}

/** A live tile of Windows or Windows Phone. */
export function TileFrame({ description: { title, body, badge, image } }: Props) {
  return (
    <div class="frame frame-tile">
      <div class="tile">
        {image !== undefined && <LazyImage className="tile-image" address={image} label="Image" />}
        {badge !== undefined && <span class="tile-count">{badge}</span>}
        <span class="tile-body">{body}</span>
        <span class="tile-title">{title}</span>
      </div>
    </div>
  );
}
