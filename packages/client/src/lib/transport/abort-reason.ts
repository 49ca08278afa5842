/** Why a signal was aborted. The signals that old polyfills make give no reason. */
export function reasonOf(signal: AbortSignal): unknown {
  return signal.reason ?? new DOMException("This operation was aborted", "AbortError");
}
