import { reasonOf } from "./abort-reason.js";
import { AttemptTimeout } from "./failures.js";
import { onAbort } from "./on-abort.js";

/** Ends a wait when its time is over or the caller aborts. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #passed: Promise<never>;
  #stop: () => void = () => undefined;

  /**
   * @param timeout What the error says when the time is over, such as `No response`.
   * @throws the signal's reason when it is aborted already.
   */
  constructor(timeoutMs: number, signal: AbortSignal | undefined, timeout: string) {
    if (signal?.aborted) throw reasonOf(signal);
    this.#passed = new Promise((_resolve, reject) => {
      const end = (reason: unknown): void => {
        this.#stop();
        reject(reason);
        this.#controller.abort(reason);
      };
      const stopListening = signal && onAbort(signal, () => end(reasonOf(signal)));
      const timer = setTimeout(() => end(new AttemptTimeout(`${timeout} within ${timeoutMs} ms.`)), timeoutMs);
      this.#stop = () => {
        clearTimeout(timer);
        stopListening?.();
      };
    });
  }

  /** Aborted when the wait ends early. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Waits for a task, but no longer than allowed, even if the task does not listen to the signal.
   * To be called once.
   */
  async race<T>(task: Promise<T>): Promise<T> {
    try {
      return await Promise.race([task, this.#passed]);
    } finally {
      this.#stop();
    }
  }
}
