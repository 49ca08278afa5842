import { decodeErrorBody } from "@nh/wire";

/** The sentence of an error's body, without the ids for support that follow it; or empty. */
export function detailOf(body: string): string {
  return decodeErrorBody(body)?.detail ?? /"(?:detail|message)"\s*:\s*"([^"]*)"/i.exec(body)?.[1] ?? "";
}
