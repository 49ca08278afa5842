import type { HubContext } from "../context.js";

/**
 * Makes a function that returns whether a hub still holds what it holds now. A reset, an imported
 * snapshot, and the deletion of the hub end that.
 */
export function hubLifetime(context: HubContext, name: string): () => boolean {
  const { state } = context;
  const devices = state.find(name);
  // A send may address a hub that nothing was written to yet. Its first write ends nothing.
  return () => context.state === state && (devices === undefined || state.find(name) === devices);
}
