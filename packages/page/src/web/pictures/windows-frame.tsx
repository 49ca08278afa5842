import { cuts } from "./cut.js";
import { AppIcon, LazyImage, Lines, type PictureProps } from "./frame-parts.js";

/** Close to a toast of Windows. */
export function WindowsFrame({ description, expanded }: PictureProps) {
  const { title, body, image, icon, actions, inputs, progress, timeSensitive } = description;
  const cut = cuts.windows;
  return (
    <div class="frame frame-windows">
      <div class="windows-toast">
        {image !== undefined && <LazyImage className="windows-hero" address={image} label="Image" />}
        <span class="windows-head">
          <AppIcon />
          <span>App{timeSensitive ? " · Important" : ""}</span>
        </span>
        <div class="windows-content">
          {icon !== undefined && <LazyImage className="thumbnail" address={icon} label="Icon" />}
          <div class="windows-text">
            <Lines className="windows-title" text={title} lines={cut.titleLines} />
            <Lines className="windows-body" text={body} lines={expanded ? cut.expandedBodyLines : cut.bodyLines} />
          </div>
        </div>
        {progress !== undefined && (
          <div class="windows-progress">
            {progress.title !== undefined && <span>{progress.title}</span>}
            <span
              class={`windows-bar ${progress.value === undefined ? "windows-bar-unknown" : ""}`}
              role="img"
              aria-label={progress.value === undefined ? "Progress" : `Progress ${Math.round(progress.value * 100)} %`}
            >
              <span style={{ width: `${(progress.value ?? 0.4) * 100}%` }} />
            </span>
            <span>{[progress.status, progress.valueText].filter(Boolean).join(" · ")}</span>
          </div>
        )}
        {inputs.map((input, index) => (
          <span key={index} class="windows-input">
            {input.label ?? (input.type === "text" ? "Reply" : input.choices[0])}
            {input.type === "selection" && <span aria-hidden="true"> ▾</span>}
          </span>
        ))}
        {actions.length > 0 && (
          <span class="windows-actions">
            {actions.map(({ label }, index) => (
              <span key={index}>{label}</span>
            ))}
          </span>
        )}
      </div>
    </div>
  );
}
