// Functions that run in the page, in the browser. They are JavaScript, since the types of a browser
// would replace those of Node in the whole program.

/**
 * How long it takes from a keystroke in the search to the list that it leads to, laid out.
 *
 * @param {string} words
 * @returns {Promise<number>} milliseconds
 */
export async function search(words) {
  const field = document.querySelector("#search");
  const changed = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      resolve(undefined);
    });
    observer.observe(document.querySelector("#main"), { childList: true, subtree: true, characterData: true });
  });
  const began = performance.now();
  field.value = words;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await changed;
  // Reading the height makes the browser lay the list out.
  document.body.getBoundingClientRect();
  return performance.now() - began;
}

/**
 * When a row with the tag is in the list.
 *
 * @param {string} tag
 * @returns {Promise<number>} milliseconds since 1970
 */
export function seenAt(tag) {
  return new Promise((resolve) => {
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();

    function look() {
      if (document.querySelector("#main")?.textContent?.includes(tag) !== true) return;
      observer.disconnect();
      resolve(performance.timeOrigin + performance.now());
    }
  });
}
