import { createSasToken, parseConnectionString, parseSasToken } from "@nh/auth";
import { verifySasToken } from "@nh/auth/verify";
import { CliError, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { resolveConnection } from "../hub/connection.js";
import { resolveSecret } from "../input/secret-reference.js";
import { fieldLines } from "../output/field-lines.js";
import { formatDuration } from "../output/format-duration.js";
import { type AnyCall, command, commandGroup } from "../program/command.js";
import { duration, text } from "../program/option.js";

const defaultLifetimeMs = 300_000;

const create = command({
  summary: "sign a SAS token for the hub, or for any URL below it",
  details: `The token is the value of the Authorization header. It is a secret, and this command prints it.`,
  hub: "any",
  options: {
    uri: text("url", "what the token gives access to; default: the hub"),
    ttl: duration("duration", "how long it is valid; default: 5m"),
  },
  json: {
    token: "the value of the Authorization header",
    resourceUri: "what the token gives access to",
    keyName: "the policy that signed it",
    expiresAt: "ISO date",
  },
  examples: [
    { command: "nh sas create --ttl 1h", title: "A token for the hub, valid for an hour" },
    {
      command: 'curl -H "Authorization: $(nh sas create)" "$URL"',
      title: "Use it with another tool",
    },
  ],
  async run(call) {
    const connection = await resolveConnection(call);
    const { uri, ttl = defaultLifetimeMs } = call.options;
    if (ttl < 1000) throw usageError("--ttl must be at least one second.");
    if (uri !== undefined && !URL.canParse(uri))
      throw usageError(
        `"${uri}" is not a URL.`,
        "Write a full URL, for example: https://contoso.servicebus.windows.net/shop",
      );
    const resourceUri = uri ?? `${connection.endpoint}${encodeURIComponent(connection.hubName)}`;
    const token = await createSasToken({
      resourceUri,
      keyName: connection.sharedAccessKeyName,
      key: connection.sharedAccessKey,
      ttlSeconds: ttl / 1000,
      now: call.io.now,
    });
    const { keyName, expiresAtSeconds } = parseSasToken(token);
    await call.output.document({ token, resourceUri, keyName, expiresAt: isoDate(expiresAtSeconds) }, token);
    return exitCodes.ok;
  },
});

const decode = command({
  summary: "show the content of a SAS token, without its signature",
  arguments: { token: { summary: "the token, or env:NAME, file:PATH, or - for stdin" } },
  hub: "none",
  json: {
    resourceUri: "what the token gives access to",
    keyName: "the policy that signed it",
    expiresAt: "ISO date",
    expired: "true when it has expired, by the clock of this machine",
  },
  examples: [{ command: "nh sas create | nh sas decode -", title: "The content of a token" }],
  async run(call) {
    const token = parseSasToken(await readToken(call, call.arguments.token));
    const left = token.expiresAtSeconds * 1000 - call.io.now();
    const { resourceUri, keyName } = token;
    const expiresAt = isoDate(token.expiresAtSeconds);
    const when = left > 0 ? `in ${formatDuration(left)}` : `${formatDuration(-left)} ago`;
    await call.output.document(
      { resourceUri, keyName, expiresAt, expired: left <= 0 },
      fieldLines(
        [
          ["resource", resourceUri],
          ["key name", keyName],
          [left > 0 ? "expires" : "expired", `${expiresAt} (${when})`],
        ],
        call.io.stdout.columns,
      ),
    );
    return exitCodes.ok;
  },
});

const reasons: Readonly<Record<string, string>> = {
  missing: "the token is missing",
  malformed: "the token is malformed",
  expired: "the token has expired",
  signature: "it was not signed with this key",
  audience: "it was signed for another URL",
  "unknown-key": "it names a different policy than the connection string",
};

const verify = command({
  summary: "check a SAS token against the key of the connection string",
  details: "The exit code is 3 when the token would be refused.",
  arguments: { token: { summary: "the token, or env:NAME, file:PATH, or - for stdin" } },
  hub: "any",
  options: { uri: text("url", "the URL of the request; default: the hub") },
  json: {
    ok: "true when a hub with this key accepts it",
    keyName: "the policy, when ok is true",
    reason: "when ok is false: missing, malformed, expired, signature, audience or unknown-key",
  },
  examples: [{ command: "nh sas create | nh sas verify -", title: "Create a token and check it" }],
  async run(call) {
    const connection = await resolveConnection(call);
    const result = await verifySasToken(await readToken(call, call.arguments.token), {
      requestUrl: call.options.uri ?? `${connection.endpoint}${encodeURIComponent(connection.hubName)}`,
      keys: [{ keyName: connection.sharedAccessKeyName, key: connection.sharedAccessKey }],
      now: call.io.now,
    });
    const says = result.ok
      ? `accepted, signed by ${result.keyName}`
      : `refused: ${reasons[result.reason] ?? result.reason}`;
    await call.output.document(result, fieldLines([["token", says]], call.io.stdout.columns));
    return result.ok ? exitCodes.ok : exitCodes.authorization;
  },
});

export const sas = commandGroup("create, decode and verify SAS tokens", { create, decode, verify });

/**
 * Reads a token or a reference to one. Refuses a connection string, a likely mistake, without
 * repeating it in an error.
 */
async function readToken({ io }: AnyCall, given: string): Promise<string> {
  const token = (await resolveSecret(given, io)).replace(/^authorization:\s*/i, "");
  if (!/SharedAccessKey=/i.test(token)) return token;
  const { sharedAccessKeyName } = parseConnectionString(token);
  throw new CliError({
    code: "NH_CLI_INPUT",
    exitCode: exitCodes.invalidInput,
    message: `Expected a token, not a connection string (of ${sharedAccessKeyName}).`,
    fix: "nh sas create --connection-string env:NAME creates a token from it.",
  });
}

const isoDate = (seconds: number) => new Date(seconds * 1000).toISOString();
