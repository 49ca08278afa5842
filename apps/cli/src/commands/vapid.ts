import { createWebPush, generateVapidKeys, isPlatformError, type VapidKeys } from "@nh/platforms";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { fieldLines } from "../output/field-lines.js";
import { command, commandGroup } from "../program/command.js";
import { text } from "../program/option.js";

const whereKeysGo =
  "The public key goes into the page (applicationServerKey) and into the hub. The private key is a secret and goes into the hub alone.";

const generate = command({
  summary: "make a key pair for Web Push (VAPID)",
  details: `Keep the pair: every subscription of a browser belongs to one public key. The public key goes
into the page, as applicationServerKey of pushManager.subscribe(). Both keys go into the hub with a
contact: with --subject, the output is the file for nh hubs update --file. --json prints the file
for nh probe browser --vapid instead. The private key is a secret.`,
  hub: "none",
  options: {
    subject: text("contact", "your contact for push services, which a hub needs: a mailto: or https: URL"),
  },
  json: {
    publicKey: "base64url; for the page and the hub",
    privateKey: "base64url; for the hub alone",
    subject: "the contact of --subject; omitted without it",
  },
  examples: [
    { command: "nh vapid generate", title: "A new pair" },
    {
      command: "nh vapid generate --subject mailto:push@example.com > browser.json",
      title: "A file for nh hubs update shop --file browser.json",
    },
    { command: "nh vapid generate --json > vapid.json", title: "A file for nh probe browser --vapid" },
  ],
  async run({ options: { subject }, io, output }) {
    const keys = await generateVapidKeys();
    if (subject === undefined) {
      const { publicKey, privateKey } = keys;
      await output.document(
        keys,
        fieldLines(
          [
            ["public key", publicKey],
            ["private key", privateKey],
          ],
          io.stdout.columns,
        ),
      );
      await output.note(
        `${whereKeysGo} The file for nh hubs update NAME --file also needs your contact: pass --subject mailto:… or https:… to print that file.`,
      );
      return exitCodes.ok;
    }
    await checkSubject(subject, keys);
    const browser = { subject, ...keys };
    await output.document({ ...keys, subject }, JSON.stringify({ credentials: { browser } }, undefined, 2));
    await output.note(`${whereKeysGo} Save the output as a file, and run nh hubs update NAME --file FILE.`);
    return exitCodes.ok;
  },
});

/** @throws {CliError} when push services would not take the contact. */
async function checkSubject(subject: string, keys: VapidKeys): Promise<void> {
  try {
    await createWebPush({ subject, ...keys }).close();
  } catch (error) {
    if (!isPlatformError(error)) throw error;
    throw usageError(
      `--subject must be a mailto: or https: URL, not "${subject}".`,
      "Pass your contact, such as mailto:push@example.com.",
    );
  }
}

export const vapid = commandGroup("keys for Web Push", { generate });
