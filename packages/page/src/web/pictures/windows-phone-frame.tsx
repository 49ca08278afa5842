import type { PictureProps } from "./frame-parts.js";

/** Close to the strip of Windows Phone: one line, title and text side by side. */
export function WindowsPhoneFrame({ description }: PictureProps) {
  const { title, body } = description;
  return (
    <div class="frame frame-phone">
      <span class="phone-strip">
        <span class="phone-line">
          {title !== undefined && <b>{title}</b>} {body}
        </span>
      </span>
    </div>
  );
}
