const brand: unique symbol = Symbol.for("@nh/hub/ArgumentError");

/** An argument has the wrong type or form. A `TypeError`. */
export class ArgumentError extends TypeError {
  readonly [brand] = true;
  override readonly name = "ArgumentError";
  readonly code = "NH_INVALID_ARGUMENT";
  /** The argument or member at fault, such as `port` or `answer.status`. */
  readonly argument: string;

  constructor(argument: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.argument = argument;
  }
}

/** Whether a caught value is an {@link ArgumentError}, of this copy of the package or another. */
export function isArgumentError(value: unknown): value is ArgumentError {
  return typeof value === "object" && value !== null && brand in value;
}
