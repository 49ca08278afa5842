/**
 * Wraps what a caller passed in so that neither an error it throws nor a promise it rejects
 * disturbs a call.
 */
export function guard<Input>(work: (input: Input) => unknown): (input: Input) => void {
  return (input) => {
    try {
      // Only what returns something can be a promise: nothing is made for the others.
      const result = work(input);
      if (result) Promise.resolve(result).catch(() => undefined);
    } catch {
      // The send may already have been accepted. Reporting the listener's mistake as the send's
      // would invite a second push.
    }
  };
}
