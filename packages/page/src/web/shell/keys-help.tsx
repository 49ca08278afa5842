import type { Ref } from "preact";

const keys = [
  ["/", "Search"],
  ["j  k", "Next and previous request"],
  ["Enter", "Open it"],
  ["r", "Resend"],
  ["e", "Edit and resend"],
  ["c", "Compose"],
  ["Ctrl+Enter", "Send the draft"],
  ["?", "This list"],
] as const;

/** The keys of the page. */
export function KeysHelp({ dialog }: { dialog: Ref<HTMLDialogElement> }) {
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="keys-title">
      <div class="popover-head">
        <h2 id="keys-title">Keys</h2>
        <form method="dialog">
          <button type="submit" class="button button-quiet" aria-label="Close">
            ✕
          </button>
        </form>
      </div>
      <dl class="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
