/** How long a request may take, and the signal that cancels it. */
export interface Wait {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}
