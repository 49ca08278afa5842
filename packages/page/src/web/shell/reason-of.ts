/**
 * Why something failed, in the words of what was thrown. It is shown beside what was clicked, so
 * the message need not begin with the call.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { call, message } = error as { readonly call?: unknown; readonly message: string };
  return call ? message.replace(`${call}: `, "") : message;
}
