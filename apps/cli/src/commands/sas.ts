import { createSasToken, parseConnectionString, parseSasToken } from "@nh/auth";
import { verifySasToken } from "@nh/auth/verify";
import { CliError, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { resolveConnection } from "../hub/connection.js";
import { formatDuration } from "../input/duration.js";
import { resolveSecret } from "../input/secret-reference.js";
import { fieldLines } from "../output/output.js";
import { type AnyCall, command, commandGroup } from "../program/command.js";
import { duration, text } from "../program/option.js";

const defaultLifetimeMs = 300_000;

const create = command({
  summary: "sign a SAS token for the hub, or for any address below it",
  details: "The token is what the Authorization header carries. It is printed, since it is what was asked for.",
  hub: "any",
  options: {
    uri: text("address", "what the token opens; the hub unless given"),
    ttl: duration("span", "how long it is good for; 5m unless given"),
  },
  json: {
    token: "the value of the Authorization header",
    resourceUri: "what the token opens",
    keyName: "the policy that signed",
    expiresAt: "ISO date",
  },
  examples: [
    { command: "nh sas create --ttl 1h", says: "A token for the hub, good for an hour" },
    {
      command: 'curl -H "Authorization: $(nh sas create)" "$URL"',
      says: "Use it with another tool",
    },
  ],
  async run(call) {
    const connection = await resolveConnection(call);
    const { uri, ttl = defaultLifetimeMs } = call.options;
    if (ttl < 1000) throw usageError("--ttl must be at least one second.");
    if (uri !== undefined && !URL.canParse(uri))
      throw usageError(`"${uri}" is no address.`, "Write it whole, as in https://contoso.servicebus.windows.net/shop.");
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
  summary: "show what a SAS token says, without its signature",
  arguments: { token: { summary: "the token, or env:NAME, file:PATH, or - for stdin" } },
  hub: "none",
  json: {
    resourceUri: "what the token opens",
    keyName: "the policy that signed",
    expiresAt: "ISO date",
    expired: "true when it is too old by this machine's clock",
  },
  examples: [{ command: "nh sas create | nh sas decode -", says: "What is in a token" }],
  async run(call) {
    const token = parseSasToken(await readToken(call, call.arguments.token));
    const left = token.expiresAtSeconds * 1000 - call.io.now();
    const { resourceUri, keyName } = token;
    const expiresAt = isoDate(token.expiresAtSeconds);
    const when = left > 0 ? `in ${formatDuration(left)}` : `${formatDuration(-left)} ago`;
    await call.output.document(
      { resourceUri, keyName, expiresAt, expired: left <= 0 },
      fieldLines([
        ["resource", resourceUri],
        ["key name", keyName],
        [left > 0 ? "expires" : "expired", `${expiresAt} (${when})`],
      ]),
    );
    return exitCodes.ok;
  },
});

const reasons: Readonly<Record<string, string>> = {
  missing: "there is no token",
  malformed: "it cannot be read",
  expired: "it is too old",
  signature: "this key did not sign it",
  audience: "it was signed for another address",
  "unknown-key": "it names another policy than the connection string",
};

const verify = command({
  summary: "check a SAS token against the key of the connection string",
  details: "The exit code is 3 when the token would be refused.",
  arguments: { token: { summary: "the token, or env:NAME, file:PATH, or - for stdin" } },
  hub: "any",
  options: { uri: text("address", "the address of the request; the hub unless given") },
  json: {
    ok: "true when a hub with this key accepts it",
    keyName: "the policy, when ok",
    reason: "missing, malformed, expired, signature, audience or unknown-key, when not ok",
  },
  examples: [{ command: "nh sas create | nh sas verify -", says: "Make one and check it" }],
  async run(call) {
    const connection = await resolveConnection(call);
    const answer = await verifySasToken(await readToken(call, call.arguments.token), {
      requestUrl: call.options.uri ?? `${connection.endpoint}${encodeURIComponent(connection.hubName)}`,
      keys: [{ keyName: connection.sharedAccessKeyName, key: connection.sharedAccessKey }],
      now: call.io.now,
    });
    const says = answer.ok
      ? `accepted, signed by ${answer.keyName}`
      : `refused: ${reasons[answer.reason] ?? answer.reason}`;
    await call.output.document(answer, fieldLines([["token", says]]));
    return answer.ok ? exitCodes.ok : exitCodes.authorization;
  },
});

export const sas = commandGroup("create, decode and verify SAS tokens", { create, decode, verify });

/** A token, or where it is. A whole connection string is a likely slip, and would be repeated in an error. */
async function readToken({ io }: AnyCall, given: string): Promise<string> {
  const token = (await resolveSecret(given, io)).replace(/^authorization:\s*/i, "");
  if (!/SharedAccessKey=/i.test(token)) return token;
  const { sharedAccessKeyName } = parseConnectionString(token);
  throw new CliError({
    code: "NH_CLI_INPUT",
    exitCode: exitCodes.invalidInput,
    message: `That is a connection string (of ${sharedAccessKeyName}), not a token.`,
    fix: "nh sas create --connection-string env:NAME signs a token with it.",
  });
}

const isoDate = (seconds: number) => new Date(seconds * 1000).toISOString();
