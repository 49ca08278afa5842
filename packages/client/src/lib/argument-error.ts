const brand: unique symbol = Symbol.for("@nh/client/ArgumentError");

/** Thrown for an argument of the wrong type, and for two that exclude each other. A `TypeError`. */
export class ArgumentError extends TypeError {
  readonly [brand] = true;
  override readonly name = "ArgumentError";
  readonly code = "NH_INVALID_ARGUMENT";
  /**
   * The call as its user writes it, such as `send` or `installations.put`, or what else the
   * argument is for, such as `client`. The message begins with it and a colon.
   */
  readonly call: string;
  /** The argument at fault, such as `payload` or `options`. */
  readonly argument: string;
  /**
   * What is wrong, without the name of the call: "must …" about `argument`, or a whole sentence.
   */
  readonly rule: string;

  /**
   * @param call The call as its user writes it; the message begins with it.
   * @param rule What the argument must be, as the end of the sentence "`argument` …", or a sentence
   * of its own.
   */
  constructor(call: string, argument: string, rule: string | { readonly sentence: string }, options?: ErrorOptions) {
    const isClause = typeof rule === "string";
    super(`${call}: ${isClause ? `${argument} ${rule}` : rule.sentence}`, options);
    this.call = call;
    this.argument = argument;
    this.rule = isClause ? rule : rule.sentence;
  }
}

/** Whether a caught value is an {@link ArgumentError}, of this copy of the package or another. */
export function isArgumentError(value: unknown): value is ArgumentError {
  return typeof value === "object" && value !== null && brand in value;
}
