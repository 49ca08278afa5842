/** The user or the system asked the process to end. The reason of `io.signal`, and what a cancelled prompt throws. */
export class Interrupted extends Error {
  constructor(readonly signalName: "SIGINT" | "SIGTERM" | "SIGHUP") {
    super(`interrupted by ${signalName}`);
    this.name = "Interrupted";
  }
}

/** The reader of stdout went away (`| head`): the command ends quietly, as other Unix tools do. */
export class OutputClosed extends Error {
  constructor() {
    super("the reader of the output closed it");
    this.name = "OutputClosed";
  }
}
