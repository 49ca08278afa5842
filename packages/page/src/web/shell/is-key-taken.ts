/**
 * Whether a key belongs to a field or to what lies over the page, or comes with a modifier of the
 * browser.
 */
export function isKeyTaken({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const inField =
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
  const isCovered = document.querySelector("dialog[open], :popover-open") !== null;
  return inField || isCovered || ctrlKey || metaKey || altKey;
}
