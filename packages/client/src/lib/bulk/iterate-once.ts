import { ArgumentError } from "../argument-error.js";

/**
 * A run that begins when it is iterated. Iterated again, it would send everything again.
 *
 * @throws {ArgumentError} when it is iterated a second time.
 */
export function iterateOnce<Result>(
  run: () => AsyncGenerator<Result, void, undefined>,
): AsyncIterable<Result, void, undefined> {
  let isUsed = false;
  return {
    [Symbol.asyncIterator]() {
      if (isUsed)
        throw new ArgumentError("sendToDevices", "result", "is iterated once. Call sendToDevices again to send again");
      isUsed = true;
      return run();
    },
  };
}
