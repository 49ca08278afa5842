import { exitCodeMeanings } from "../../exit-codes.js";
import { localHubName, localHubPort } from "../../hub/local-hub.js";

export interface HelpTopic {
  readonly name: string;
  readonly summary: string;
  readonly text: string;
}

/**
 * Topics that concern many commands. `nh help <topic>` prints them, and the reference contains
 * them.
 */
export const helpTopics: readonly HelpTopic[] = [
  {
    name: "connection",
    summary: "which hub a command talks to",
    text: `The first of these that is given decides:

  1. --connection-string and --hub
  2. --profile NAME, which also ignores the environment
  3. NH_CONNECTION_STRING and NH_HUB
  4. NOTIFICATIONHUBS_CONNECTION_STRING and NOTIFICATION_HUB_NAME,
     the names of Azure's samples
  5. .nh/config.json of this folder or one above it (nh init writes one)
  6. the active profile (nh profile use NAME)
  7. the local hub: http://localhost:${localHubPort}, hub "${localHubName}",
     which nh hub start runs

A hub name from an option or the environment is combined with whichever
connection string is found. The hub of a profile is used only with its own
connection string. Without a name, the EntityPath of the connection string is
the name. When nothing names a hub, and the local hub holds a single one under
another name, as the demo does, nh uses that one and says so. It never guesses
a hub in Azure. The profile "local" is always the local hub. Commands for a
local hub refuse an endpoint in Azure.`,
  },
  {
    name: "secrets",
    summary: "how to pass a connection string without showing it",
    text: `Wherever nh expects a connection string or a token, you can pass a reference
instead:

  env:NAME    the environment variable NAME
  file:PATH   the content of a file
  -           stdin

Other users of the machine can see a command line, and the shell keeps it in
its history. References avoid both. nh replaces its own process title when it
starts. Profiles are written with mode 0600, and they can hold references too.

nh never prints keys or signatures: not in errors, not with --trace and not
with --dry-run. Only nh sas create prints a token, because that is its purpose.`,
  },
  {
    name: "audiences",
    summary: "how to say who receives a notification",
    text: `Use exactly one kind:

  --tag news --tag sport   any of these tags; also --tags news,sport
  --expression 'a && !b'   a tag expression, with && || ! and parentheses
  --user ID                all devices of a user
  --installation ID        one installation
  --device HANDLE          one device by its handle, without a registration;
                           can be given several times
  --devices FILE           all handles in a file, in batches
  --everyone               every device: asks on a terminal, and needs --yes
                           elsewhere

Nothing broadcasts without --everyone. nh tags explain '<expression>' explains
an expression in words. Put expressions in single quotes: in double quotes, an
interactive bash replaces the !.`,
  },
  {
    name: "output",
    summary: "stdout, stderr, --json and --ndjson",
    text: `stdout is data. stderr is everything else: notes, progress, prompts and errors.

  on a terminal   tables and aligned fields, with colors unless NO_COLOR or
                  --no-color
  in a pipe       the same values; lists are tab-separated lines without a
                  heading
  --json          one JSON document
  --ndjson        one JSON object per line, as soon as each is known (commands
                  that list or stream)

With --json and --ndjson, notes are omitted, a warning is one line
{ "warning" } on stderr, and an error is one object on stderr: { "code",
"message", "fix", "exitCode", "status", "trackingId", "correlationId",
"attempts", "mayHaveBeenSent", "retryAfterMs", "hub" }. It always has code,
message and exitCode. Field names are stable.

Control characters in text from elsewhere are escaped. A closed pipe (| head)
ends a command quietly.`,
  },
  {
    name: "exit-codes",
    summary: "what each exit code means",
    text: `${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`).join("\n")}

After 1, 8 and 9 the service may have carried out a send although no response
arrived. The error says so; with --json it has "mayHaveBeenSent": true.`,
  },
  {
    name: "dry-run",
    summary: "see the exact request before it is sent",
    text: `Every command that writes has --dry-run. It prints the exact request, with the
signature masked, and the findings of the linter about payload, template and
tags. It writes nothing, but it sends the reads that are needed to know what
would be written. With --json:

  { "dryRun": true, "requests": [{ "method", "url", "headers", "body" }],
    "lint": [...] }

Signatures and the secret of a browser's subscription are always masked. Device
handles are shortened in the text for people. With --json they are complete, as
in every JSON document, so that a script can compare them.`,
  },
];
