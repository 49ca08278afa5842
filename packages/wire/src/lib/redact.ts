import { shortenHandle } from "./handle.js";
import { platformWire } from "./platform-wire.js";

/**
 * A place where secrets or handles are in the documents and URLs of the protocol. The pattern
 * names the value `value`, and what is before it `start`.
 */
interface Place {
  readonly holds: "secret" | "handle" | "handles";
  readonly pattern: RegExp;
}

/**
 * Masks the signatures and keys in a string so that it may be shown: the value of `sig` in tokens
 * and in the URLs of blobs, also where the URL is itself percent-encoded or escaped for HTML or
 * JSON, the value of `SharedAccessKey`, the keys of authorization rules, and the secrets in the
 * credentials of hubs. Audience, expiry, and key name stay readable, since they help in debugging.
 */
export function redactSecrets(text: string): string {
  return mask(text, places().secrets);
}

/** Shortens the device handles in a body or URL, in every form the protocol has for them. */
export function shortenHandles(text: string): string {
  return mask(text, places().handles);
}

/**
 * Masks secrets and shortens handles in a string that is only known to be about a request. Values
 * where no pattern expects them stay: mask those that you know with `createRedactor`.
 */
export function redactText(text: string): string {
  return redactSecrets(shortenHandles(text));
}

/** Finds the values that `redactText` would mask. */
export function findSensitive(text: string): { readonly secrets: string[]; readonly handles: string[] } {
  const found = { secrets: [] as string[], handles: [] as string[] };
  visit(text, Object.values(places()).flat(), (value, isSecret) => {
    found[isSecret ? "secrets" : "handles"].push(value);
    return value;
  });
  return found;
}

function mask(text: string, all: readonly Place[]): string {
  return visit(text, all, (value, isSecret) => (isSecret ? "***" : shortenHandle(value)));
}

function visit(text: string, all: readonly Place[], replace: (value: string, isSecret: boolean) => string): string {
  return all.reduce(
    (visited, { holds, pattern }) =>
      visited.replace(pattern, (...found) => {
        const { start, value } = found.at(-1) as { start: string; value: string };
        if (holds !== "handles") return start + replace(value, holds === "secret");
        return start + value.replace(/"([^"]*)"/g, (_quoted, handle: string) => `"${replace(handle, false)}"`);
      }),
    text,
  );
}

interface Places {
  readonly secrets: readonly Place[];
  readonly handles: readonly Place[];
}

let built: Places | undefined;

/** Built when something is shown for the first time: most programs never show anything. */
function places(): Places {
  built ??= buildPlaces();
  return built;
}

/** Handles of test sends and of feedback, which are not in registrations. */
const resultElements = ["PnsHandle", "NewPnsHandle"];

/**
 * The part of a browser's handle that is a secret. Ten of its 22 characters would be half of it.
 */
const isSecret = (name: string): boolean => name.toLowerCase() === "auth";
const isHandle = (name: string): boolean => !isSecret(name);

function buildPlaces(): Places {
  const rows = Object.values(platformWire);
  const elements = [...rows.flatMap((row) => row.handleElements), ...resultElements];
  const properties = rows.flatMap((row) => row.handleProperties);
  return {
    handles: [
      inDeviceList,
      inElement("handle", elements.filter(isHandle)),
      inElement("secret", elements.filter(isSecret)),
      inProperty("handle", properties.filter(isHandle)),
      inProperty("secret", properties.filter(isSecret)),
      inPatch,
      inFilter,
    ],
    secrets: [
      inAssignment(String.raw`(?:\b|\\u0026|%(?:25){0,3}(?:3F|26))sig`),
      inAssignment(String.raw`\bSharedAccessKey`),
      inElement("secret", ["PrimaryKey", "SecondaryKey"]),
      inCredential(),
    ],
  };
}

/**
 * The part of a batch that lists the devices. A payload may hold the same words, so each one
 * counts.
 */
const inDeviceList: Place = { holds: "handles", pattern: /(?<start>name="?devices"?[^[]{0,500}\[)(?<value>[^\]]*)/gi };

/** `{"op":"replace","path":"/pushChannel","value":"…"}`. */
const inPatch: Place = {
  holds: "handle",
  pattern:
    /(?<start>"path"\s{0,20}:\s{0,20}"[^"\\]{0,200}\/pushChannel"\s{0,20},\s{0,20}"value"\s{0,20}:\s{0,20}")(?<value>[^"\\]+)/gi,
};

/** `DeviceToken eq '…'`, percent-encoded or not. A quote inside the value is doubled. */
const inFilter: Place = {
  holds: "handle",
  pattern: /(?<start>(?:%20|\+| )eq(?:%20|\+| )(?:%27|'))(?<value>(?:%27%27|''|(?!%27)[^'&\s])+)/gi,
};

/**
 * `<ChannelUri>…`, with any prefix and attributes, as text or CDATA, also where the document is cut
 * off.
 */
function inElement(holds: Place["holds"], names: readonly string[]): Place {
  const start = String.raw`<(?:[\w.-]{1,40}:)?(?:${names.join("|")})(?:\s[^<>]{0,1000})?>(?:<!\[CDATA\[)?`;
  return { holds, pattern: new RegExp(String.raw`(?<start>${start})(?<value>[^<]+?)(?=\]\]>|<|$)`, "g") };
}

/** `"pushChannel":"…"`, also in a list, and in JSON inside a string of JSON. */
function inProperty(holds: Place["holds"], names: readonly string[]): Place {
  const start = String.raw`(?<quote>\\?")(?:${names.join("|")})\k<quote>\s{0,20}:\s{0,20}(?:\[\s{0,20})?\k<quote>`;
  return { holds, pattern: new RegExp(String.raw`(?<start>${start})(?<value>(?:[^"\\]|\\[^"])+)`, "gi") };
}

/**
 * `<Name>SecretKey</Name><Value>…`: a property of a hub's credential. Only the values of those that
 * are known to be harmless stay.
 */
function inCredential(): Place {
  const harmless =
    "(?:(?:gcm|fcm|baidu|windowslive)?endpoint|thumbprint|keyid|app(?:name|id)|packagesid|clientid|authtokenurl|sendurltemplate|projectid|clientemail|subject|vapidpublickey)";
  const tag = (name: string) => String.raw`<(?:[\w.-]{1,40}:)?${name}(?:\s[^<>]{0,1000})?>`;
  const before = String.raw`(?:${tag("Name")}(?!\s{0,100}${harmless}\s{0,100}<)[^<]{0,200}</(?:[\w.-]{1,40}:)?Name>|${tag("Property")})`;
  const start = String.raw`${before}\s{0,1000}${tag("Value")}(?:<!\[CDATA\[)?`;
  return { holds: "secret", pattern: new RegExp(String.raw`(?<start>${start})(?<value>[^<]+?)(?=\]\]>|<|$)`, "gi") };
}

/** `sig=…`, with blanks and quotes, and with `=` as HTML, JSON, and percent-encoding write it. */
function inAssignment(name: string): Place {
  const equals = String.raw`(?:=|%(?:25){0,3}3D|&(?:#0{0,4}61|#x0{0,4}3d|equals);|\\u003d)`;
  const quote = String.raw`(?:\\?["']|&(?:quot|apos|#0{0,4}3[49]);)?`;
  // An ampersand ends the value, unless it begins a character of base64 as HTML writes it.
  const character = String.raw`&(?:#x?0{0,4}(?:43|47|61|2b|2f|3d)|plus|sol|equals);|\\/|\\u00(?:2b|2f|3d)|(?!%(?:25){0,3}26)[^&\s"'<>;,\\]`;
  return {
    holds: "secret",
    pattern: new RegExp(String.raw`(?<start>${name}\s{0,5}${equals}\s{0,5}${quote})(?<value>(?:${character})+)`, "gi"),
  };
}
