/** Whether a key belongs to a field, or comes with a modifier of the browser. */
export function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const inField =
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
  return inField || ctrlKey || metaKey || altKey;
}
