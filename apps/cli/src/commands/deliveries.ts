import { device, type NotificationHubClient } from "@nh/client";
import { isPlatform, rawNotification } from "@nh/payloads";
import { shortenHandle } from "@nh/wire";
import { CliError, usageError } from "../cli-error.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { type Control, openControl } from "../hub/control.js";
import { dryRun } from "../hub/dry-run.js";
import { type ClientSession, withClient } from "../hub/with-client.js";
import { asRecord, asRecords, asText } from "../input/json-fields.js";
import { resolveSecret } from "../input/secret-reference.js";
import { fieldLines } from "../output/field-lines.js";
import { responseIdFields, responseIds, withTrackingId } from "../output/response-ids.js";
import { terminalBlock, terminalText } from "../output/terminal-text.js";
import { command, commandGroup } from "../program/command.js";
import { dryRunOption } from "../program/confirm.js";
import { integer, text } from "../program/option.js";
import {
  type Delivery,
  deliveryFields,
  deliveryFilterOptions,
  deliveryView,
  filterQuery,
  readDelivery,
} from "./deliveries/delivery.js";

const keptLimit = 10_000_000;
const defaultLimit = 100;

const list = command({
  summary: "list what the devices of the local hub received, newest last",
  hub: "local",
  streams: true,
  options: {
    ...deliveryFilterOptions,
    limit: integer("count", "how many of the newest; default: 100", { minimum: 1 }),
  },
  json: { deliveries: "array of deliveries; see nh deliveries show" },
  examples: [{ command: "nh deliveries list --tag news", title: "What the devices with a tag received" }],
  async run(call) {
    const { limit = defaultLimit } = call.options;
    const control = await openControl(call);
    const answer = asRecord(await control.get("deliveries", { ...filterQuery(call.options), limit, order: "newest" }));
    await call.output.list(asRecords(answer.deliveries).map(readDelivery).reverse(), deliveryView);
    return exitCodes.ok;
  },
});

const show = command({
  summary: "show one delivery with its headers and body",
  arguments: { id: { summary: "ID of the delivery" } },
  hub: "local",
  json: deliveryFields,
  examples: [{ command: "nh deliveries show 17", title: "Exactly what the device received" }],
  async run(call) {
    const delivery = await findDelivery(await openControl(call), call.arguments.id);
    const { body, headers } = delivery;
    const facts = fieldLines(
      [
        ["ID", delivery.id],
        ["at", delivery.at],
        ["hub", delivery.hub],
        ["notification", delivery.notificationId],
        ["platform", delivery.platform],
        ["handle", delivery.handle],
        ["installation", delivery.installationId],
        ["registration", delivery.registrationId],
        ["tags", delivery.tags.join(", ")],
        ["template", delivery.template],
        ["outcome", delivery.outcome],
        ...pushFacts(delivery.document.push),
        ...Object.entries(headers),
      ],
      call.io.stdout.columns,
    );
    await call.output.document(delivery.document, `${facts}\n\n${terminalBlock(body)}`);
    return exitCodes.ok;
  },
});

/** What a real push service said. Empty when the hub only recorded the push. */
function pushFacts(push: unknown): [string, string | undefined][] {
  const { state, status, reason, hint, id } = asRecord(push);
  return [
    ["pushed", asText(state)],
    ["status", status === null || status === undefined ? undefined : String(status)],
    ["reason", asText(reason)],
    ["hint", asText(hint)],
    ["push ID", asText(id)],
  ];
}

async function findDelivery(control: Control, id: string): Promise<Delivery> {
  const before = /^\d+$/.test(id) && Number(id) > 0 ? String(Number(id) - 1) : undefined;
  // Ids count up, so the wanted delivery is the first one after its predecessor.
  const answer = asRecord(
    await control.get("deliveries", before === undefined ? { limit: keptLimit } : { after: before, limit: 1 }),
  );
  const found = asRecords(answer.deliveries)
    .map(readDelivery)
    .find((delivery) => delivery.id === id);
  if (found !== undefined) return found;
  throw new CliError({
    code: "NH_NOT_FOUND",
    exitCode: exitCodes.notFound,
    message: `Delivery ${id} does not exist.`,
    fix: "nh deliveries list shows the deliveries that the hub keeps.",
  });
}

const resend = command({
  summary: "send the payload of a delivery to its device again",
  details: "Sends directly to the handle, with the same body and the headers of the platform.",
  arguments: { id: { summary: "ID of the delivery" } },
  hub: "local",
  options: dryRunOption,
  json: { notificationId: "the new notification", ...responseIdFields },
  examples: [{ command: "nh deliveries resend 17", title: "The same push again" }],
  async run(call) {
    const control = await openControl(call);
    const delivery = await findDelivery(control, call.arguments.id);
    const notification = notificationOf(delivery);
    const connection = { ...control.connection, hubName: delivery.hub };
    const work = ({ client }: ClientSession) => sendTo(client, notification, delivery, call.io.signal);
    if (call.options.dryRun) return dryRun(call, [], work, connection);
    const result = await withClient(call, work, { connection });
    const { notificationId } = result;
    await call.output.document(
      { notificationId, ...responseIds(result) },
      withTrackingId(
        terminalText`Sent delivery ${delivery.id} again to ${shortenHandle(delivery.handle)}${notificationId === undefined ? "" : ` as ${notificationId}`}.`,
        result,
        call.io.stdout.columns,
      ),
    );
    return exitCodes.ok;
  },
});

function sendTo(
  client: NotificationHubClient,
  notification: ReturnType<typeof notificationOf>,
  { platform, handle }: Delivery,
  signal: AbortSignal,
) {
  if (platform !== "browser") return client.send(notification, device(handle), { signal });
  throw new CliError({
    code: "NH_CLI_INPUT",
    exitCode: exitCodes.invalidInput,
    message: "A delivery to a browser cannot be sent again, because it does not hold the keys of the subscription.",
    fix: "nh send browser --installation <id> --payload - sends to the installation.",
  });
}

function notificationOf({ platform, headers, body }: Delivery) {
  if (!isPlatform(platform)) {
    throw new CliError({
      code: "NH_CLI_INPUT",
      exitCode: exitCodes.invalidInput,
      message: `Unknown platform "${platform}".`,
    });
  }
  const kept = Object.entries(headers).filter(([name]) => /^(apns-|x-)/i.test(name));
  const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return rawNotification({ platform, body, contentType, headers: Object.fromEntries(kept) });
}

/** The exit code of each state of a push. */
const releaseCodes: Readonly<Record<string, ExitCode>> = {
  delivered: exitCodes.ok,
  refused: exitCodes.invalidInput,
  handleGone: exitCodes.invalidInput,
  credentialRefused: exitCodes.authorization,
  throttled: exitCodes.throttled,
  unreachable: exitCodes.network,
};

const release = command({
  summary: "push the payload of a delivery to a real device",
  details: `The hub pushes with its own credentials, so start it with nh hub start --deliver. The handle of a
browser is its subscription as JSON; file:PATH and - (stdin) are read.`,
  arguments: { id: { summary: "ID of the delivery" } },
  hub: "local",
  options: {
    to: text("handle", "the device: a token, a channel URI, or the subscription of a browser"),
    ...dryRunOption,
  },
  json: { ...deliveryFields, push: "what the push service said: state, status, reason, hint, id" },
  examples: [{ command: "nh deliveries release 17 --to 4f1c…", title: "Show a recorded push on a real device" }],
  async run(call) {
    const { to, dryRun: isDryRun } = call.options;
    if (to === undefined)
      throw usageError("--to is missing.", "Name the device: nh deliveries release 17 --to <handle>");
    const control = await openControl(call);
    const { id } = await findDelivery(control, call.arguments.id);
    const path = `deliveries/${id}/release`;
    const body = { handle: await resolveSecret(to, call.io) };
    if (isDryRun) return control.plan("POST", path, body);
    const document = asRecord(await control.send("POST", path, body));
    const push = asRecord(document.push);
    const told = [push.state, push.status, push.reason, push.hint].filter(
      (part) => part !== null && part !== undefined,
    );
    await call.output.document(
      document,
      terminalText`Pushed delivery ${id} to ${shortenHandle(asText(document.handle) ?? "")}: ${told.join(", ")}`,
    );
    return releaseCodes[String(push.state)] ?? exitCodes.unexpected;
  },
});

export const deliveries = commandGroup("what the devices of the local hub received", { list, show, resend, release });
