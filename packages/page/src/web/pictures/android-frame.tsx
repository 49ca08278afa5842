import { clockTime } from "../shell/clock-time.js";
import { cuts } from "./cut.js";
import { Actions, AppIcon, LazyImage, type PictureProps, Texts } from "./frame-parts.js";
import { frameOf } from "./platform-names.js";

/** Close to the notification shade of Android and Fire OS. */
export function AndroidFrame({ description, expanded, at }: PictureProps) {
  const { title, body, image, icon, color, channel, actions, badge, platform } = description;
  const frame = frameOf(platform);
  const cut = cuts[frame];
  const accent = color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? { color } : {};
  return (
    <div class={`frame frame-android ${frame === "kindle" ? "frame-kindle" : ""}`}>
      <span class="android-bar">
        <span>{clockTime(at)}</span>
        <span aria-hidden="true">▾ ▮</span>
      </span>
      <div class="android-card">
        <span class="android-head" style={accent}>
          <AppIcon round />
          <span class="android-app">{channel === undefined ? "App" : `App · ${channel}`}</span>
          {badge !== undefined && <span class="android-count">{badge}</span>}
        </span>
        <div class="picture-row">
          <Texts texts={{ title, body }} cut={cut} expanded={expanded} />
          {!expanded && image !== undefined && <LazyImage className="thumbnail" address={image} label="Image" />}
          {image === undefined && icon !== undefined && /^https?:/.test(icon) && (
            <LazyImage className="thumbnail" address={icon} label="Icon" />
          )}
        </div>
        {expanded && image !== undefined && <LazyImage className="wide-image" address={image} label="Image" />}
        <Actions className="android-actions" actions={actions} />
      </div>
    </div>
  );
}
