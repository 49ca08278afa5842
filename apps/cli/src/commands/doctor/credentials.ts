import { resolve } from "node:path";
import { exitCodes } from "../../exit-codes.js";
import { checkHubName } from "../../hub/hub-name.js";
import { withNamespace } from "../../hub/with-namespace.js";
import { noteLiteralSecret } from "../../input/literal-secret.js";
import { resolveSecret } from "../../input/secret-reference.js";
import { type Call, command } from "../../program/command.js";
import { text } from "../../program/option.js";
import type { CheckResult } from "./check.js";
import { checkLines } from "./check-lines.js";
import { checkCredentialFile } from "./credential-file.js";
import { checkStoredCredentials } from "./hub-credentials.js";

const credentialsOptions = {
  password: text("text", "password of a .p12 file: env:NAME, file:PATH, or - for stdin"),
  keyId: text("id", "key ID of a .p8 file; default: the one in its name, as in AuthKey_ABC123DEFG.p8"),
};

type CredentialsCall = Call<{ readonly source: { readonly summary: string } }, typeof credentialsOptions>;

export const credentials = command({
  summary: "check the credentials of push services in a file or a hub, without asking the services",
  details: `Takes the .p8 file or the .p12 or .pem certificate of Apple, the service account of Firebase, a
JSON file with a VAPID pair, the file of a hub, or the name of a hub, whose credentials it reads with a
policy of the namespace. Checks the curve of keys, the key ID, the project, the expiration of
certificates, and that a public key fits its private key. Shows no secret.`,
  arguments: { source: { summary: "a file, or the name of a hub" } },
  hub: "namespace",
  options: credentialsOptions,
  json: {
    ok: "true when nothing is broken",
    checks: "array of { check, state, says, fix }; state is ok, warning, broken or skipped",
  },
  examples: [
    { command: "nh doctor credentials AuthKey_ABC123DEFG.p8", title: "A key for APNs" },
    { command: "nh doctor credentials push.p12 --password env:P12_PASSWORD", title: "A certificate for APNs" },
    { command: "nh doctor credentials shop", title: "Every credential of a hub" },
  ],
  async run(call) {
    const checks = await examine(call);
    const broken = checks.some(({ state }) => state === "broken");
    const shown = checks.map(({ exitCode: _code, ...rest }) => rest);
    await call.output.document({ ok: !broken, checks: shown }, checkLines(checks, call));
    return broken ? exitCodes.invalidInput : exitCodes.ok;
  },
});

async function examine(call: CredentialsCall): Promise<readonly CheckResult[]> {
  const { arguments: words, options, io, output } = call;
  const path = words.source;
  if (path.includes("/") || path.includes(".") || (await io.files.exists(resolve(io.cwd, path)))) {
    if (options.password !== undefined) await noteLiteralSecret("A password", options.password, output);
    const password = options.password === undefined ? undefined : await resolveSecret(options.password, io);
    return checkCredentialFile(path, { io, password, keyId: options.keyId });
  }
  const name = checkHubName(path);
  const hub = await withNamespace(call, ({ namespace }) => namespace.hubs.get(name, { signal: io.signal }));
  return checkStoredCredentials(hub.credentials ?? {}, io.now());
}
