import { sensitiveHeaders } from "./format-http.js";
import { shortenHandle } from "./handle.js";
import { findSensitive } from "./redact.js";
import { resolveReferences } from "./references.js";

/** Where to look: the options of a redactor, whose values may come from anywhere. */
interface Sources {
  readonly secrets?: Iterable<unknown> | undefined;
  readonly handles?: Iterable<unknown> | undefined;
  readonly request?:
    | { readonly url: string; readonly headers: Iterable<readonly [string, string]>; readonly body: string }
    | undefined;
}

const MIN_SECRET_LENGTH = 4;

/** Collects the values that a redactor looks for, each with what is shown instead. */
export function collectSensitive({ secrets = [], handles = [], request }: Sources): ReadonlyMap<string, string> {
  const values = new SensitiveValues();
  for (const secret of secrets) values.addSecret(secret);
  for (const handle of handles) values.addHandle(handle);
  if (request === undefined) return values.shownAs;
  for (const [name, value] of request.headers) {
    const holds = sensitiveHeaders.get(name.toLowerCase());
    if (holds === "secret") values.addSecret(value);
    if (holds === "handle") values.addHandle(value);
  }
  for (const text of [request.url, request.body]) {
    const found = findSensitive(text);
    for (const secret of found.secrets.flatMap(plainForms)) values.addSecret(secret);
    for (const handle of found.handles.flatMap(plainForms)) values.addHandle(handle);
  }
  return values.shownAs;
}

class SensitiveValues {
  readonly shownAs = new Map<string, string>();

  addSecret(value: unknown): void {
    if (typeof value !== "string") return;
    for (const secret of secretsIn(value)) if (secret.length >= MIN_SECRET_LENGTH) this.shownAs.set(secret, "***");
  }

  /** The `auth` in the handle of a browser is a secret. */
  addHandle(value: unknown): void {
    if (typeof value === "object" && value !== null) {
      for (const [name, part] of Object.entries(value)) {
        if (name === "auth") this.addSecret(part);
        else if (typeof part === "string") this.addHandle(part);
      }
    } else if (typeof value === "string" && shortenHandle(value) !== value && !this.shownAs.has(value)) {
      this.shownAs.set(value, shortenHandle(value));
    }
  }
}

/**
 * Of a SAS token only its signature: the rest is what one debugs by. Of another token also the part
 * behind its scheme.
 */
function secretsIn(value: string): readonly string[] {
  const signature = /^SharedAccessSignature\s.*?\bsig=([^&\s]+)/i.exec(value)?.[1];
  return signature === undefined ? [value, value.replace(/^[\w-]+\s+/, "")] : [signature, percentDecoded(signature)];
}

/**
 * A value as it appears in a document, and as it was before percent-encoding and OData, XML, or
 * JSON escaped it.
 */
function plainForms(value: string): readonly string[] {
  return [value, percentDecoded(value).replaceAll("''", "'"), resolveReferences(value), value.replaceAll("\\/", "/")];
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
