import { onTestFinished } from "vitest";

/** Closes clients and doubles at the end of the test, in this order. */
export function closeAfterTest(...opened: readonly { close(): Promise<void> }[]): void {
  onTestFinished(async () => {
    for (const one of opened) await one.close();
  });
}
