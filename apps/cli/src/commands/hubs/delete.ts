import { CliError, usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { checkHubName } from "../../hub/hub-name.js";
import { dryRunNamespace, type NamespaceSession, withNamespace } from "../../hub/with-namespace.js";
import { responseIdFields, responseIds, withTrackingId } from "../../output/response-ids.js";
import { terminalLine } from "../../output/terminal-text.js";
import { type AnyCall, command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { grouped, text } from "../../program/option.js";
import { nameArgument } from "./hub-options.js";

export const remove = command({
  summary: "delete a hub with all of its devices",
  details: `It cannot be undone. Asks for the name of the hub on a terminal; elsewhere, pass the name with
--confirm.`,
  arguments: nameArgument,
  hub: "namespace",
  options: {
    ...grouped("Safety", { confirm: text("name", "the name of the hub again; required without a terminal") }),
    ...dryRunOption,
  },
  json: { name: "the hub", deleted: "true", ...responseIdFields },
  examples: [
    { command: "nh hubs delete shop", title: "Asks for the name" },
    { command: "nh hubs delete shop-test --confirm shop-test", title: "In a script" },
  ],
  async run(call) {
    const { options, io, output } = call;
    const name = checkHubName(call.arguments.name);
    const work = ({ namespace }: NamespaceSession) => namespace.hubs.delete(name, { signal: io.signal });
    if (options.dryRun) {
      await dryRunNamespace(call, work);
      return exitCodes.ok;
    }
    await confirmName(call, name, options.confirm);
    const result = await withNamespace(call, work);
    await output.document(
      { name, deleted: true, ...responseIds(result) },
      withTrackingId(`${name} was deleted.`, result, io.stdout.columns),
    );
    return exitCodes.ok;
  },
});

/** @throws {CliError} when the name is another one, or nobody can be asked for it. */
async function confirmName({ io }: AnyCall, name: string, given: string | undefined): Promise<void> {
  if (given === undefined && !(io.stdin.isTTY && io.stderr.isTTY)) {
    throw usageError(
      `Deleting the hub ${name} cannot be undone. There is no terminal to ask on.`,
      `Pass --confirm ${name}.`,
    );
  }
  const question = terminalLine(`This deletes the hub ${name} with all of its devices. Type its name to confirm:`);
  if ((given ?? (await io.prompts.text(question)).trim()) === name) return;
  if (given !== undefined) throw usageError(`--confirm must be the name of the hub, ${name}.`);
  throw new CliError({
    code: "NH_CLI_DECLINED",
    exitCode: exitCodes.interrupted,
    message: "The name does not match; nothing was deleted.",
  });
}
