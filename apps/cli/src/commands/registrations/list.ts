import { deletedFields, deleteEach } from "../../bulk/delete-each.js";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { type HubSession, withHub } from "../../hub/with-client.js";
import { nativePlatforms } from "../../input/platform-names.js";
import { type Finding, warnAbout } from "../../lint/finding.js";
import { lintHandle } from "../../lint/lint-handle.js";
import { lintTags } from "../../lint/lint-tags.js";
import { lintTemplateBody } from "../../lint/lint-template-body.js";
import { takeFirst } from "../../output/take-first.js";
import { command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";
import { choice, integer, text } from "../../program/option.js";
import { composeRegistration, handleTarget, registrationOptions } from "./compose-registration.js";
import { registrationFields, registrationText, registrationView } from "./registration-view.js";

export const list = command({
  summary: "list registrations",
  details: "All of them and those of a tag need the Manage right.",
  target: "hub",
  streams: true,
  options: {
    tag: text("tag", "only those with this tag"),
    handle: text("handle", "only those of this handle; needs --platform"),
    platform: choice("platform", nativePlatforms, "the platform of --handle"),
    limit: integer("count", "stop after so many", { minimum: 1 }),
  },
  json: { registrations: "array of registrations; see nh registrations get" },
  examples: [
    { command: "nh registrations list --tag news", says: "By tag" },
    { command: "nh registrations list --platform apple --handle 00fc13ad…", says: "All registrations of one device" },
  ],
  async run(call) {
    const { tag, handle, platform, limit } = call.options;
    const { signal } = call.io;
    if (handle !== undefined && tag !== undefined) throw usageError("--tag and --handle cannot be combined.");
    if (handle !== undefined && platform === undefined) throw usageError("--handle needs --platform.");
    await withHub(call, async ({ hub }) => {
      const { registrations } = hub;
      const found =
        handle !== undefined && platform !== undefined
          ? registrations.listByHandle(handleTarget(platform, handle), { signal })
          : tag !== undefined
            ? registrations.listByTag(tag, { signal })
            : registrations.list({ signal });
      await call.output.list(takeFirst(found, limit), registrationView);
    });
    return exitCodes.ok;
  },
});

export const get = command({
  summary: "show a registration",
  arguments: { id: { summary: "id of the registration", isId: true } },
  target: "hub",
  json: registrationFields,
  examples: [{ command: "nh registrations get 1234-5678-1", says: "One registration" }],
  async run(call) {
    const registration = await withHub(call, ({ hub }) =>
      hub.registrations.get(call.arguments.id, { signal: call.io.signal }),
    );
    await call.output.document(registration, registrationText(registration));
    return exitCodes.ok;
  },
});

export const create = command({
  summary: "create a registration; the service chooses its id",
  details: "Prefer installations: creating twice makes two registrations, and the device gets every push twice.",
  target: "hub",
  options: { ...registrationOptions, ...dryRunOption },
  json: registrationFields,
  examples: [
    {
      command: "nh registrations create --platform apple --handle 00fc13ad… --tags news",
      says: "A native registration",
    },
    {
      command: "nh registrations create --platform fcmv1 --handle fcm-token --template news.json --template-name news",
      says: "A template's",
    },
  ],
  async run(call) {
    const registration = await composeRegistration(call.options, call.io);
    const { signal } = call.io;
    const { template, platform, handle } = registration;
    const findings: Finding[] = [...lintHandle(platform, handle), ...lintTags(registration.tags ?? [])];
    if (template !== undefined) findings.push(...lintTemplateBody(template.body, platform, template.headers));
    const work = ({ hub }: HubSession) => hub.registrations.create(registration, { signal });
    if (call.options.dryRun) return dryRun(call, findings, work);
    await warnAbout(call, findings);
    const created = await withHub(call, work);
    await call.output.document(created, registrationText(created));
    return exitCodes.ok;
  },
});

export const remove = command({
  summary: "delete registrations",
  details: "Several at once ask on a terminal, and need --yes elsewhere.",
  arguments: { ids: { summary: "ids of the registrations", isId: true, variadic: true, optional: true } },
  target: "hub",
  options: {
    handle: text("handle", "all registrations of this handle; needs --platform"),
    platform: choice("platform", nativePlatforms, "the platform of --handle"),
    ...confirmOptions,
    ...dryRunOption,
  },
  json: deletedFields,
  examples: [
    { command: "nh registrations delete 1234-5678-1", says: "One" },
    { command: "nh registrations delete --platform apple --handle 00fc13ad… --yes", says: "All of a device" },
  ],
  async run(call) {
    const { handle, platform } = call.options;
    const { signal } = call.io;
    if (handle !== undefined && platform === undefined) throw usageError("--handle needs --platform.");
    if (handle === undefined && call.arguments.ids.length === 0)
      throw usageError("The id of the registration is missing.");
    const chosen = async ({ hub }: HubSession) => {
      const ids = [...call.arguments.ids];
      if (handle !== undefined && platform !== undefined) {
        for await (const { registrationId } of hub.registrations.listByHandle(handleTarget(platform, handle), {
          signal,
        })) {
          if (registrationId !== undefined) ids.push(registrationId);
        }
      }
      return ids;
    };
    if (call.options.dryRun) {
      return dryRun(call, [], async (session) => {
        for (const id of await chosen(session)) await session.hub.registrations.delete(id, { signal });
      });
    }
    return withHub(call, async (session) => {
      const ids = await chosen(session);
      if (ids.length > 1) await confirm(call, call.options, `Delete ${ids.length} registrations?`);
      return deleteEach(call, ids, (id) => session.hub.registrations.delete(id, { signal }));
    });
  },
});
