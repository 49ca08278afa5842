import { isPayloadError, type PayloadError } from "../src/lib/errors.js";

/** The PayloadError that a builder throws; fails when it throws another or none. */
export function refusal(build: () => unknown): PayloadError {
  try {
    build();
  } catch (error) {
    if (isPayloadError(error)) return error;
    throw error;
  }
  throw new Error("The builder accepted what it should refuse.");
}
