import { shortenHandle } from "@nh/wire/plain";

/** A request as errors and events show it: enough to recognise it, nothing that would let someone repeat it. */
export interface RedactedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Masks the `sig` of a signed address and shortens the handles that a `$filter` compares with. */
export function redactUrl(url: string): string {
  return url
    .replace(/([?&]sig=)[^&#]*/gi, "$1***")
    .replace(
      /(eq(?:%20|\+)(%27|'))(.*?)(?=\2(?:%20|\+|&|$))/gi,
      (_match, start: string, _quote: string, handle: string) => start + shortenHandle(handle),
    );
}
