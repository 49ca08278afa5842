/**
 * Whether a key belongs to a field or to what lies over the page, or comes with a modifier of the
 * browser. The keys of the page leave it alone.
 */
export function isKeyTaken({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const inField =
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
  // `:is` passes over what a browser does not know, where a bare `:popover-open` would throw.
  const isCovered = document.querySelector(":is(dialog[open], :popover-open)") !== null;
  return inField || isCovered || ctrlKey || metaKey || altKey;
}
