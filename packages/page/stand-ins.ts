import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Parts of the client that the page never uses, and what stands in for them: it writes no dump and
 * listens to no event, it splits no send, and it gets its connection string from the hub itself, so
 * nobody mixes it up with another. A name is the end of the module's path.
 */
export const standIns: Readonly<Record<string, string>> = {
  "/packages/client/src/lib/transport/dump.ts": "export const withDump = (send) => send;",
  "/packages/client/src/lib/operations/warn-of-template-findings.ts": "export const warnOfTemplateFindings = () => {};",
  // A failure of the browser's fetch has neither a cause nor anything of the request.
  "/packages/client/src/lib/transport/describe-failure.ts":
    "export const describeFailure = (failure) => String(failure?.message ?? failure); export const redactedCause = (failure) => failure;",
  // The page shows the connection string and whole handles, so an error has nothing to mask.
  "/packages/wire/src/lib/redactor.ts": "export const createRedactor = () => (text) => text;",
  "/packages/wire/src/lib/redact.ts":
    "const same = (text) => text; export { same as redactSecrets, same as redactText, same as shortenHandles };",
  "/packages/client/src/lib/audience/warn-of-email-tags.ts": "export const warnOfEmailTags = () => {};",
  "/packages/client/src/lib/operations/split-send.ts": "export const splitSend = undefined;",
  "/packages/client/src/lib/operations/warn-of-user-ids.ts": "export const warnOfUserIds = () => {};",
  "/packages/client/src/lib/operations/warn-of-payload.ts": "export const warnOfPayload = () => {};",
  // The page shows an error beside what was clicked, so its message need not name the call.
  "/packages/client/src/lib/prefix-message.ts":
    "const same = (error) => error; export { same as prefixMessage, same as prefixCall };",
  // The client loads all its XML codecs at once. The page needs only the one for a test send.
  "/packages/wire/src/lib/xml-codecs.ts": `export { decodeNotificationOutcome } from "${source("wire/src/lib/outcome/notification-outcome.ts")}";`,
  // The browser has a parser of its own.
  "/packages/payloads/src/lib/xml/parse-xml.ts": `export { parseXml } from "${source("page/src/web/xml/parse-xml.ts")}";`,
  // The page signs with a credential of its own, hub/sign.ts.
  "/packages/auth/src/lib/sas-credential.ts": "export const createSasCredential = undefined;",
  // The hub itself gave the connection and its name, and hub/reach-hub.ts has checked the address.
  "/packages/client/src/lib/hub-address.ts":
    "const same = (value) => value; export { same as readConnection, same as checkHubName };",
  "/packages/auth/src/lib/explain-mix-up.ts":
    "export const explainMixUp = () => undefined; export const explainKeyMistake = () => undefined;",
};

/**
 * Replaces modules. The build fails when one of them is not part of it: a file that was moved would
 * silently come back into the page.
 *
 * @param sources The source that stands in for each module, by the end of the module's path.
 */
export function replaceModules(sources: Readonly<Record<string, string>>): Plugin {
  const unused = new Set(Object.keys(sources));
  return {
    name: "replace-modules",
    enforce: "pre",
    load(id) {
      const [file, text] = Object.entries(sources).find(([end]) => id.endsWith(end)) ?? [];
      if (file !== undefined) unused.delete(file);
      return text;
    },
    generateBundle() {
      if (unused.size === 0) return;
      this.error(
        `No module was replaced for ${[...unused].join(", ")}. Name modules of the page, or delete the entries.`,
      );
    },
  };
}
