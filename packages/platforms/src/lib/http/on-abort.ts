const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls a listener when a signal is aborted. All listeners of a signal share one event listener,
 * because Node warns about a leak when a signal has more than ten.
 *
 * @returns Removes the listener. The event listener is removed with the last one.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    queueMicrotask(listener);
    return () => undefined;
  }
  const listeners = listenersOf.get(signal) ?? new Set();
  if (listeners.size === 0) {
    listenersOf.set(signal, listeners);
    signal.addEventListener("abort", callAll);
  }
  listeners.add(listener);
  return () => {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    signal.removeEventListener("abort", callAll);
  };
}

function callAll(event: Event): void {
  const signal = event.target as AbortSignal;
  const listeners = [...(listenersOf.get(signal) ?? [])];
  listenersOf.delete(signal);
  signal.removeEventListener("abort", callAll);
  for (const listener of listeners) listener();
}
