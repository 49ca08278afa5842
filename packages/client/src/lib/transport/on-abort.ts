interface Waiting {
  readonly listeners: Set<() => void>;
  readonly callAll: () => void;
}

const waitingFor = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls a listener when a signal is aborted. All listeners of a signal share one on the signal
 * itself: Node takes more than ten, as many calls at once have, for a leak and warns of it.
 *
 * @returns What takes the listener back; nothing stays on the signal once all are taken back.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const waiting = waitingFor.get(signal) ?? listenTo(signal);
  waiting.listeners.add(listener);
  return () => {
    if (!waiting.listeners.delete(listener) || waiting.listeners.size > 0) return;
    forget(signal, waiting);
  };
}

function listenTo(signal: AbortSignal): Waiting {
  const listeners = new Set<() => void>();
  const waiting: Waiting = {
    listeners,
    callAll: () => {
      forget(signal, waiting);
      const all = [...listeners];
      listeners.clear();
      for (const listener of all) listener();
    },
  };
  signal.addEventListener("abort", waiting.callAll);
  waitingFor.set(signal, waiting);
  return waiting;
}

function forget(signal: AbortSignal, waiting: Waiting): void {
  if (waitingFor.get(signal) === waiting) waitingFor.delete(signal);
  try {
    signal.removeEventListener("abort", waiting.callAll);
  } catch {
    // Some polyfills cannot take a listener back. It has nobody left to call.
  }
}
