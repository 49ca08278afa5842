import { ArgumentError } from "../argument-error.js";

/** The boundary of the .NET and Java clients. */
const BOUNDARY = "nh-batch-multipart-boundary";

/** The `Content-Type` and the body of a batch. */
export interface Batch {
  readonly contentType: string;
  readonly body: string;
}

/**
 * Writes the body of a batch direct send: the payload and the handles as two parts of
 * `multipart/mixed`, with CRLF line ends. The boundary is the documented one, unless the payload or
 * a handle contains it.
 *
 * @throws {ArgumentError} when the content type is not one line, or a handle is not a string or is
 * empty.
 */
export function writeBatch(contentType: string, body: string, handles: readonly string[]): Batch {
  if (/[\r\n\0]/.test(contentType))
    throw new ArgumentError("contentType", "The content type of a batch must be one line.");
  for (const handle of handles) {
    if (typeof handle !== "string" || handle === "")
      throw new ArgumentError("handles", "Each handle in a batch must be a non-empty string.");
  }
  const devices = JSON.stringify(handles);
  let boundary = BOUNDARY;
  for (let number = 1; body.includes(boundary) || devices.includes(boundary); number++)
    boundary = `${BOUNDARY}-${number}`;
  const parts = [
    `--${boundary}`,
    `Content-Type: ${contentType}`,
    "Content-Disposition: inline; name=notification",
    "",
    body,
    `--${boundary}`,
    "Content-Type: application/json",
    "Content-Disposition: inline; name=devices",
    "",
    devices,
    `--${boundary}--`,
  ];
  return { contentType: `multipart/mixed; boundary="${boundary}"`, body: parts.join("\r\n") };
}
