import { PayloadError } from "./errors.js";
import { type Platform, platformFacts } from "./platforms.js";

export {
  ADM_LIMIT_BYTES,
  APNS_LIMIT_BYTES,
  BROWSER_LIMIT_BYTES,
  FCM_LIMIT_BYTES,
  HUB_REQUEST_LIMIT_BYTES,
  MPNS_RAW_LIMIT_BYTES,
  WNS_LIMIT_BYTES,
} from "./limits.js";

/** The number of bytes a text has in UTF-8, without encoding it. A lone surrogate counts 3, as its replacement character does. */
export function utf8ByteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    else {
      bytes += 2;
      if (code >= 0xd800 && code < 0xdc00) {
        const next = text.charCodeAt(index + 1);
        if (next >= 0xdc00 && next < 0xe000) index++;
      }
    }
  }
  return bytes;
}

/** A field of a body and the bytes its value takes. */
export interface FieldSize {
  readonly field: string;
  readonly bytes: number;
}

/** How {@link checkSize} measures, where the platform's row is not enough. */
export interface SizeOptions {
  /** Greatest size in bytes; default: the platform's. */
  readonly limitBytes?: number | undefined;
  /** Finds the largest field of a refused body; default: reads the body as JSON. */
  readonly largestField?: ((body: string) => FieldSize | undefined) | undefined;
}

/**
 * Refuses a body over its platform's limit, measured in UTF-8 after serialisation.
 *
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE; `field` is the largest field of the body.
 */
export function checkSize(platform: Platform, body: string, options: SizeOptions = {}): void {
  const limit = options.limitBytes ?? platformFacts[platform].bodyLimitBytes;
  // One UTF-16 unit never takes more than three bytes, so most bodies need no counting.
  if (body.length * 3 <= limit) return;
  const size = utf8ByteLength(body);
  if (size <= limit) return;
  const largest = (options.largestField ?? largestJsonField)(body);
  throw new PayloadError({
    code: "NH_PAYLOAD_TOO_LARGE",
    platform,
    field: largest?.field ?? "",
    rule:
      largest === undefined
        ? `takes ${size} bytes, but at most ${limit} are allowed`
        : `is the largest field (${largest.bytes} bytes) of a body that takes ${size} bytes, but at most ${limit} are allowed`,
    limit,
    size,
  });
}

/** The largest text in a JSON document, `undefined` where the body is not JSON or has no text. */
function largestJsonField(body: string): FieldSize | undefined {
  let root: unknown;
  try {
    root = JSON.parse(body);
  } catch {
    return undefined;
  }
  let largest: FieldSize | undefined;
  const open: { path: string; value: unknown }[] = [{ path: "", value: root }];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { path, value } = entry;
    if (typeof value === "string") {
      const bytes = utf8ByteLength(value);
      if (path !== "" && (largest === undefined || bytes > largest.bytes)) largest = { field: path, bytes };
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) open.push({ path: `${path}[${index}]`, value: item });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        open.push({ path: path === "" ? key : `${path}.${key}`, value: item });
      }
    }
  }
  return largest;
}
