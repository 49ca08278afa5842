import { PayloadError } from "@nh/payloads";

/** The same error with one more clause after its rule. */
export function withRule(error: PayloadError, more: string): PayloadError {
  const { code, platform, field, rule, limit, size } = error;
  return new PayloadError({ code, platform, field, rule: `${rule}; ${more}`, limit, size, cause: error });
}
