import { cuts } from "./cut.js";
import { Actions, LazyImage, type PictureProps, Texts } from "./frame-parts.js";

/** Close to what a browser shows for a service worker. */
export function BrowserFrame({ description, expanded }: PictureProps) {
  const { title, body, icon, image, actions } = description;
  return (
    <div class="frame frame-browser">
      <div class="browser-card">
        <span class="browser-origin">your.site · via your service worker</span>
        <div class="picture-row">
          <Texts texts={{ title, body }} cut={cuts.browser} expanded={expanded} />
          {icon !== undefined && <LazyImage className="thumbnail" address={icon} label="Icon" />}
        </div>
        {image !== undefined && expanded && <LazyImage className="wide-image" address={image} label="Image" />}
        <Actions className="browser-actions" actions={actions} />
      </div>
    </div>
  );
}
