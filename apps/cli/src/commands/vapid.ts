import { generateVapidKeys } from "@nh/platforms";
import { exitCodes } from "../exit-codes.js";
import { fieldLines } from "../output/output.js";
import { command, commandGroup } from "../program/command.js";

const generate = command({
  summary: "make a key pair for Web Push (VAPID)",
  details: `Keep the pair: every subscription of a browser belongs to one public key. The public key goes
into the page, as applicationServerKey of pushManager.subscribe(). Both keys go into the hub, as
credentials.browser of its description, with a contact as subject. The private key is a secret.`,
  hub: "none",
  json: { publicKey: "base64url; for the page and the hub", privateKey: "base64url; for the hub alone" },
  examples: [
    { command: "nh vapid generate", title: "A new pair" },
    { command: "nh vapid generate --json > vapid.json", title: "A file for nh probe browser --vapid" },
  ],
  async run({ output }) {
    const keys = await generateVapidKeys();
    await output.document(
      keys,
      fieldLines([
        ["public key", keys.publicKey],
        ["private key", keys.privateKey],
      ]),
    );
    await output.note(
      "The public key goes into the page (applicationServerKey) and into the hub. The private key is a secret and goes into the hub alone: nh hubs update --file.",
    );
    return exitCodes.ok;
  },
});

export const vapid = commandGroup("keys for Web Push", { generate });
