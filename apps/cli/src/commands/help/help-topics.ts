import { exitCodeMeanings } from "../../exit-codes.js";
import { localHubName, localHubPort } from "../../hub/local-hub.js";

export interface HelpTopic {
  readonly name: string;
  readonly summary: string;
  readonly text: string;
}

/** What concerns many commands. `nh help <topic>` prints them and the reference contains them. */
export const helpTopics: readonly HelpTopic[] = [
  {
    name: "connection",
    summary: "which hub a command talks to",
    text: `The first of these that is given decides:

  1. --connection-string and --hub
  2. --profile NAME, which also leaves the environment aside
  3. NH_CONNECTION_STRING and NH_HUB
  4. NOTIFICATIONHUBS_CONNECTION_STRING and NOTIFICATION_HUB_NAME, the names of Azure's samples
  5. .nh/config.json of this folder or one above it (nh init writes one)
  6. the active profile (nh profile use NAME)
  7. the local hub: http://localhost:${localHubPort}, hub "${localHubName}", which nh hub start runs

A hub name given by an option or the environment goes with whatever connection string was found; the hub of a
profile only with its own. An EntityPath in the connection string serves as the name when there is no other.
The profile "local" always means the local hub. Commands that only make sense locally refuse an endpoint of Azure.`,
  },
  {
    name: "secrets",
    summary: "how to pass a connection string without showing it",
    text: `Wherever a connection string or a token is expected, a reference may stand instead:

  env:NAME    the environment variable NAME
  file:PATH   the content of a file
  -           stdin

Other users of the machine can see a command line, and the shell keeps it; references avoid both. nh replaces its own
process title at start. Profiles are written with mode 0600 and may hold references as well. Keys and signatures are
never printed: not in errors, not with --trace, not with --dry-run. nh sas create prints the token it was asked for.`,
  },
  {
    name: "audiences",
    summary: "how to say who receives a notification",
    text: `Exactly one kind:

  --tag news --tag sport       any of these tags; also --tags news,sport
  --expression "a && !b"       a tag expression, with && || ! and parentheses
  --user ID                    all devices of a user
  --installation ID            one installation
  --device HANDLE              one device by its handle, without a registration; may be repeated
  --devices FILE               a file of handles, sent in batches
  --everyone                   everybody: asks on a terminal, and needs --yes elsewhere

Nothing broadcasts unless --everyone is written. nh tags explain "<expression>" says what an expression means.`,
  },
  {
    name: "output",
    summary: "stdout, stderr, --json and --ndjson",
    text: `stdout is data, stderr is everything else: notes, progress, questions, errors.

  on a terminal    tables and aligned fields, colours unless NO_COLOR or --no-color
  in a pipe        the same values, lists as tab-separated lines without a heading
  --json           one JSON document
  --ndjson         one JSON object per line, as soon as it is known (commands that list or stream)

With --json and --ndjson notes are left out, a warning is one line { "warning" } on stderr, and an error is one object
on stderr: { "code", "message", "fix", "exitCode", "status", "trackingId", "correlationId", "attempts",
"mayHaveBeenSent" }, of which code, message and exitCode are always there. Field names are stable. Control characters
in text from elsewhere are spelled out. A closed pipe (| head) ends a command quietly.`,
  },
  {
    name: "exit-codes",
    summary: "what each exit code means",
    text: exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`).join("\n"),
  },
  {
    name: "dry-run",
    summary: "see the exact request before it is made",
    text: `Every command that writes takes --dry-run: it prints the exact request with the signature masked, and what the
linter says about payload, template and tags, and writes nothing. Reads that are needed to know what would be written
are made. With --json: { "dryRun": true, "requests": [{ "method", "url", "headers", "body" }], "lint": [...] }.

Signatures, and the secret of a browser's subscription, are masked always. Device handles are shortened in the text for
people; with --json they stand in full, as in every JSON document, so that a script can compare what would be sent.`,
  },
];
