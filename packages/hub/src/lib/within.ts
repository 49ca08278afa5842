import type { Closing } from "./closing.js";

/** Waits for something, but not longer than this, and not longer than the hub is open. */
export async function within(limitMs: number, promise: Promise<void>, closing: Closing): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(done, limitMs);
    const stopListening = closing.onClose(done);
    function done(): void {
      clearTimeout(timer);
      stopListening();
      resolve();
    }
    promise.then(done, reject);
  });
}
