import { clockTime, dayWords } from "../shell/clock-time.js";
import { cuts } from "./cut.js";
import { AppIcon, type PictureProps, Texts } from "./frame-parts.js";

/** Close to the lock screen of iOS. */
export function IosFrame({ description, expanded, at }: PictureProps) {
  const { badge, timeSensitive } = description;
  return (
    <div class="frame frame-ios">
      <span class="ios-date">{dayWords(at)}</span>
      <span class="ios-clock">{clockTime(at)}</span>
      <div class="ios-card">
        <AppIcon badge={badge} />
        <Texts texts={description} cut={cuts.ios} expanded={expanded}>
          {timeSensitive && <span class="ios-sensitive">Time sensitive</span>}
        </Texts>
      </div>
    </div>
  );
}
