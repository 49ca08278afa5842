/**
 * The user or the system asked the process to end. It is the reason of `io.signal`, and a canceled
 * prompt throws it.
 */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor(readonly signalName: "SIGINT" | "SIGTERM" | "SIGHUP") {
    super(`interrupted by ${signalName}`);
  }
}

/** The reader of stdout went away (`| head`): the command ends quietly, as other Unix tools do. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";

  constructor() {
    super("the reader of the output closed it");
  }
}
