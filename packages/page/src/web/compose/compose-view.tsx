import { Composer } from "./composer.js";

/** The composer with the whole width for itself. */
export function ComposeView() {
  return (
    <main class="compose-view" id="main">
      <Composer />
    </main>
  );
}
