import { shortenHandle } from "./handle.js";

/**
 * Masks the signatures and keys in a text, so that it may be shown: the value of `sig=` in tokens and in the URLs of blobs, also where the
 * URL is itself percent-encoded, and that of `SharedAccessKey=`. Audience, expiry and key name stay readable.
 */
export function redactSecrets(text: string): string {
  return text
    .replace(/(\b|\\u0026)sig=[^&\s"'<>;,\\]+/gi, "$1sig=***")
    .replace(/((?:\b|%(?:25){0,3}(?:3F|26))sig%(?:25){0,3}3D)(?:(?!%(?:25){0,3}26)[^&\s"'<>;,])+/gi, "$1***")
    .replace(/\bSharedAccessKey=[^;\s"'<>,]+/gi, "SharedAccessKey=***")
    .replace(/(<(?:[\w.-]{1,40}:)?(?:Primary|Secondary)Key>)[^<]*/g, "$1***");
}

const handleElement =
  /(<(?:[\w.-]{1,40}:)?(?:DeviceToken|GcmRegistrationId|FcmV1RegistrationId|AdmRegistrationId|BaiduUserId|BaiduChannelId|XiaomiRegistrationId|ChannelUri|Endpoint|P256DH|PnsHandle|NewPnsHandle)(?:\s[^<>]{0,1000})?>(?:<!\[CDATA\[)?)([^<]+?)(?=\]\]>|<|$)/g;
const authElement = /(<(?:[\w.-]{1,40}:)?Auth(?:\s[^<>]{0,1000})?>(?:<!\[CDATA\[)?)[^<]+/g;
const jsonHandle = /((\\?")(?:pushChannel|endpoint|p256dh)\2\s{0,20}:\s{0,20}\2)((?:[^"\\]|\\[^"])+)/gi;
const jsonAuth = /((\\?")auth\2\s{0,20}:\s{0,20}\2)[^"\\]+/gi;
const patchedHandle =
  /("path"\s{0,20}:\s{0,20}"[^"\\]{0,200}\/pushChannel"\s{0,20},\s{0,20}"value"\s{0,20}:\s{0,20}")([^"\\]+)/gi;
/** A quote inside of a value is doubled. */
const filteredHandle = /((?:%20|\+| )eq(?:%20|\+| )(?:%27|'))((?:%27%27|''|(?!%27)[^'&\s])+)/gi;
/** A payload may have the same words in it, so every one of them counts. */
const deviceList = /(name="?devices"?[^[]{0,500}\[)([^\]]*)/gi;

/** Shortens the device handles in the body of a request or an answer, in whatever form the protocol carries them. */
export function shortenHandlesInBody(body: string): string {
  return body
    .replace(deviceList, (_whole, start: string, list: string) => start + list.replace(/"([^"]*)"/g, quotedHandle))
    .replace(handleElement, (_whole, start: string, handle: string) => start + shortenHandle(handle))
    .replace(authElement, "$1***")
    .replace(jsonHandle, (_whole, start: string, _quote: string, handle: string) => start + shortenHandle(handle))
    .replace(jsonAuth, "$1***")
    .replace(patchedHandle, (_whole, start: string, handle: string) => start + shortenHandle(handle))
    .replace(filteredHandle, shortenFiltered);
}

/** Masks and shortens what no message, log or terminal shows, in a text of which no more is known than that it speaks of a request. */
export function redactText(text: string): string {
  return redactSecrets(shortenHandlesInBody(text));
}

/** Shortens the device handles in a URL: those that `$filter` compares. */
export function shortenHandlesInUrl(url: string): string {
  return url.replace(filteredHandle, shortenFiltered);
}

function quotedHandle(_whole: string, handle: string): string {
  return `"${shortenHandle(handle)}"`;
}

function shortenFiltered(_whole: string, start: string, handle: string): string {
  return start + shortenHandle(handle);
}
