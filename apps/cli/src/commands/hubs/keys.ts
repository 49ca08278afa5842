import { formatConnectionString } from "@nh/auth";
import { type AuthorizationRule, generateKey, type HubDescription } from "@nh/client/management";
import { CliError, usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import type { Endpoint } from "../../hub/connection.js";
import { checkHubName } from "../../hub/hub-name.js";
import { dryRunNamespace, type NamespaceSession, withNamespace } from "../../hub/with-namespace.js";
import { fieldLines } from "../../output/field-lines.js";
import type { ListView } from "../../output/output.js";
import { responseIdFields, responseIds } from "../../output/response-ids.js";
import { command, commandGroup } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";
import { choice } from "../../program/option.js";
import { nameArgument } from "./hub-options.js";
import { secretOptions } from "./hub-view.js";

const MASK = "***";

interface Policy {
  readonly policy: string;
  readonly rights: readonly string[];
  readonly primaryKey: string;
  readonly secondaryKey?: string | undefined;
  /** Of the primary key. */
  readonly connectionString: string;
}

const policyFields = {
  policy: "its name",
  rights: "array of Listen, Send and Manage",
  primaryKey: "masked without --show-secrets",
  secondaryKey: "masked without --show-secrets",
  connectionString: "of the primary key; its key is masked without --show-secrets",
} as const;

function policyOf(
  { name, rights, primaryKey, secondaryKey }: AuthorizationRule,
  { endpoint }: Endpoint,
  showSecrets: boolean,
): Policy {
  const shown = (key: string) => (showSecrets ? key : MASK);
  return {
    policy: name,
    rights,
    primaryKey: shown(primaryKey),
    ...(secondaryKey === undefined ? {} : { secondaryKey: shown(secondaryKey) }),
    connectionString: formatConnectionString({
      endpoint,
      sharedAccessKeyName: name,
      sharedAccessKey: shown(primaryKey),
    }),
  };
}

const view: ListView<Policy, Policy> = {
  key: "policies",
  json: (policy) => policy,
  row: (policy) => policy,
  columns: [
    { title: "policy", value: ({ policy }) => policy },
    { title: "rights", value: ({ rights }) => rights.join(",") },
    { title: "connection string", value: ({ connectionString }) => connectionString },
  ],
  empty: "The hub has no policies.",
};

const list = command({
  summary: "list the policies of a hub with their connection strings",
  details: "Keys are masked, unless you pass --show-secrets.",
  arguments: nameArgument,
  hub: "namespace",
  options: secretOptions,
  json: { policies: "array of { policy, rights, primaryKey, secondaryKey, connectionString }" },
  examples: [{ command: "nh hubs keys list shop --show-secrets", title: "The connection strings of a hub" }],
  async run(call) {
    const name = checkHubName(call.arguments.name);
    await withNamespace(call, async ({ namespace, endpoint }) => {
      const { authorizationRules = [] } = await namespace.hubs.get(name, { signal: call.io.signal });
      await call.output.list(
        authorizationRules.map((rule) => policyOf(rule, endpoint, call.options.showSecrets)),
        view,
      );
    });
    return exitCodes.ok;
  },
});

const rotate = command({
  summary: "give a policy of a hub a new key",
  details: `The primary key becomes the secondary one, and the primary key is new, so that programs with the
old primary key go on until the next rotation. With --key, only that key is new and the old one is
refused at once. Asks on a terminal, and needs --yes elsewhere.`,
  arguments: { ...nameArgument, policy: { summary: "name of the policy" } },
  hub: "namespace",
  options: {
    key: choice("key", ["primary", "secondary", "both"], "replace this key and keep the other one"),
    ...secretOptions,
    ...confirmOptions,
    ...dryRunOption,
  },
  json: { ...policyFields, ...responseIdFields },
  examples: [
    { command: "nh hubs keys rotate shop Backend --yes --show-secrets", title: "The old primary key goes on" },
    { command: "nh hubs keys rotate shop Backend --key both", title: "After a leak: both keys are new" },
  ],
  async run(call) {
    const { options, io, output } = call;
    const { policy } = call.arguments;
    const name = checkHubName(call.arguments.name);
    const work = ({ namespace }: NamespaceSession) =>
      namespace.hubs.update(name, (hub) => rotateIn(hub, policy, options.key), { signal: io.signal }).withResponse();
    if (options.dryRun) {
      await dryRunNamespace(call, work);
      return exitCodes.ok;
    }
    const lost = { primary: "primary key", secondary: "secondary key", both: "keys" }[options.key ?? "secondary"];
    await confirm(call, options, `Replace the ${lost} of ${policy}? Programs that use it lose access.`);
    await withNamespace(call, async (session) => {
      const { data: hub, response } = await work(session);
      const rotated = policyOf(ruleOf(hub, policy), session.endpoint, options.showSecrets);
      await output.document(
        { ...rotated, ...responseIds(response) },
        fieldLines(
          [...Object.entries({ ...rotated, rights: rotated.rights.join(", ") }), ["tracking ID", response.trackingId]],
          io.stdout.columns,
        ),
      );
      if (!options.showSecrets) await output.note(`nh hubs keys list ${name} --show-secrets prints the new key.`);
    });
    return exitCodes.ok;
  },
});

function rotateIn(hub: HubDescription, policy: string, key: "primary" | "secondary" | "both" | undefined) {
  const { primaryKey, secondaryKey } = ruleOf(hub, policy);
  const fresh = {
    primary: { primaryKey: generateKey(), secondaryKey },
    secondary: { primaryKey, secondaryKey: generateKey() },
    both: { primaryKey: generateKey(), secondaryKey: generateKey() },
    move: { primaryKey: generateKey(), secondaryKey: primaryKey },
  }[key ?? "move"];
  const authorizationRules = hub.authorizationRules?.map((rule) =>
    rule.name === policy ? { ...rule, ...fresh } : rule,
  );
  return { ...hub, authorizationRules };
}

/** @throws {CliError} when the hub has no such policy. */
function ruleOf({ name, authorizationRules = [] }: HubDescription, policy: string): AuthorizationRule {
  const found = authorizationRules.find((rule) => rule.name === policy);
  if (found !== undefined) return found;
  const known = authorizationRules.map((rule) => rule.name).join(", ");
  if (known === "")
    throw usageError(`The hub ${name} has no policies of its own.`, "Add one with nh hubs update --file.");
  throw new CliError({
    code: "NH_NOT_FOUND",
    exitCode: exitCodes.notFound,
    message: `The hub ${name} has no policy "${policy}".`,
    fix: `Its policies: ${known}.`,
  });
}

export const keys = commandGroup("the keys of a hub's policies", { list, rotate });
