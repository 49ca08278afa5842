const brand: unique symbol = Symbol.for("@nh/platforms/ArgumentError");

/**
 * An argument or option is invalid: a mistake of the caller, in which no push service had a part.
 * Nothing was sent. A credential that cannot be read is a {@link PlatformError}, because only its
 * service can issue a right one.
 */
export class ArgumentError extends TypeError {
  readonly [brand] = true;
  override readonly name = "ArgumentError";
  readonly code = "NH_INVALID_ARGUMENT";
  /** The name of the argument, such as `handle` or `timeoutMs`. */
  readonly argument: string;

  constructor(argument: string, message: string) {
    super(message);
    this.argument = argument;
  }
}

/** Whether a value is an {@link ArgumentError} of any copy of this package. */
export function isArgumentError(value: unknown): value is ArgumentError {
  return typeof value === "object" && value !== null && brand in value;
}

/** @throws {ArgumentError} "`argument` must be `rule`.", when the condition is false. */
export function need(isRight: boolean, argument: string, rule: string): void {
  if (!isRight) throw new ArgumentError(argument, `${argument} must be ${rule}.`);
}
