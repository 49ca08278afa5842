import type { ComponentChildren } from "preact";

interface PopoverProps {
  readonly id: string;
  /** What the button shows. */
  readonly label: ComponentChildren;
  /** The name of what opens. */
  readonly title: string;
  readonly className?: string;
  readonly children: ComponentChildren;
}

/** A button and what it opens; the browser closes it on Escape and on a click elsewhere. */
export function Popover({ id, label, title, className = "", children }: PopoverProps) {
  return (
    <>
      <button type="button" class={`button chip ${className}`} popovertarget={id} aria-haspopup="dialog">
        {label}
      </button>
      <div id={id} popover="auto" class="popover" role="dialog" aria-label={title}>
        <div class="popover-head">
          <h2>{title}</h2>
          <button
            type="button"
            class="button button-quiet"
            popovertarget={id}
            popovertargetaction="hide"
            aria-label="Close"
          >
            ✕
          </button>
        </div>
        {children}
      </div>
    </>
  );
}
