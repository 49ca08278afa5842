import { clockTime, dayWords } from "../shell/clock-time.js";
import { cuts } from "./cut.js";
import { AppIcon, LazyImage, Lines, type PictureProps } from "./frame-parts.js";

/** Close to the lock screen of iOS. */
export function IosFrame({ description, expanded, at }: PictureProps) {
  const { title, subtitle, body, badge, image, timeSensitive } = description;
  const cut = cuts.ios;
  return (
    <div class="frame frame-ios">
      <span class="ios-date">{dayWords(at)}</span>
      <span class="ios-clock">{clockTime(at)}</span>
      <div class="ios-card">
        <AppIcon badge={badge} />
        <div class="ios-text">
          {timeSensitive && <span class="ios-sensitive">Time sensitive</span>}
          <Lines className="ios-title" text={title} lines={cut.titleLines} />
          <Lines className="ios-subtitle" text={subtitle} lines={1} />
          <Lines className="ios-body" text={body} lines={expanded ? cut.expandedBodyLines : cut.bodyLines} />
        </div>
        {image !== undefined && <LazyImage className="thumbnail" address={image} label="Image" />}
      </div>
    </div>
  );
}
