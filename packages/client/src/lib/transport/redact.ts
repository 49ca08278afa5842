/** A request as errors and events show it: enough to recognise it, nothing that would let someone repeat it. */
export interface RedactedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What masks the `sig` of a signed address and shortens the handles that a `$filter` compares with, in a module that is imported when it is needed. */
export { redactText } from "@nh/wire";
