import { cuts } from "./cut.js";
import { Actions, AppIcon, LazyImage, type PictureProps, Texts } from "./frame-parts.js";

/** Close to a toast of Windows. */
export function WindowsFrame({ description, expanded }: PictureProps) {
  const { title, body, image, icon, actions, inputs, progress, timeSensitive } = description;
  return (
    <div class="frame frame-windows">
      <div class="windows-toast">
        {image !== undefined && <LazyImage className="windows-hero" address={image} label="Image" />}
        <span class="windows-head">
          <AppIcon />
          <span>App{timeSensitive ? " · Important" : ""}</span>
        </span>
        <div class="picture-row">
          {icon !== undefined && <LazyImage className="thumbnail" address={icon} label="Icon" />}
          <Texts texts={{ title, body }} cut={cuts.windows} expanded={expanded} />
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
        <Actions className="windows-actions" actions={actions} />
      </div>
    </div>
  );
}
