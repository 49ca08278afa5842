import { cuts } from "./cut.js";
import { LazyImage, Lines, type PictureProps } from "./frame-parts.js";

/** Close to what a browser shows for a service worker. */
export function BrowserFrame({ description, expanded }: PictureProps) {
  const { title, body, icon, image, actions } = description;
  const cut = cuts.browser;
  return (
    <div class="frame frame-browser">
      <div class="browser-card">
        <span class="browser-origin">your.site · via your service worker</span>
        <div class="browser-content">
          <div class="browser-text">
            <Lines className="browser-title" text={title} lines={cut.titleLines} />
            <Lines className="browser-body" text={body} lines={expanded ? cut.expandedBodyLines : cut.bodyLines} />
          </div>
          {icon !== undefined && <LazyImage className="thumbnail" address={icon} label="Icon" />}
        </div>
        {image !== undefined && expanded && <LazyImage className="wide-image" address={image} label="Image" />}
        {actions.length > 0 && (
          <span class="browser-actions">
            {actions.map(({ label }, index) => (
              <span key={index}>{label}</span>
            ))}
          </span>
        )}
      </div>
    </div>
  );
}
