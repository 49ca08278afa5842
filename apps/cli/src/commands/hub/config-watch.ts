import { resolve } from "node:path";
import type { Hub } from "@nh/hub";
import { isCliError, usageError } from "../../cli-error.js";
import type { Io } from "../../io.js";
import type { Output } from "../../output/output.js";
import { type OptionValues, text } from "../../program/option.js";
import { type AppliedConfig, applyConfig, rehearseConfig } from "./apply-config.js";
import { type HubConfig, readHubConfig } from "./hub-config.js";

/** The option of `nh hub start` and `nh hub exec` for a configuration file. */
export const configOptions = {
  config: text("file", "a JSON file that declares hubs, policies, installations, faults and the clock"),
};

/**
 * Reads and tries the file that the options name; undefined without one.
 *
 * @throws {CliError} that names the line and the field, when something in it is wrong.
 */
export async function openConfig(
  { config, lenient }: OptionValues<typeof configOptions> & { readonly lenient: boolean },
  io: Io,
): Promise<ConfigWatch | undefined> {
  return config === undefined ? undefined : ConfigWatch.open(config, { strict: !lenient, io });
}

/** A configuration file of a hub, which is read again at each SIGHUP. */
class ConfigWatch {
  readonly #file: string;
  readonly #strict: boolean;
  readonly #io: Io;
  readonly #first: HubConfig;
  #applied: AppliedConfig | undefined;
  /** The readings, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  private constructor(file: string, first: HubConfig, strict: boolean, io: Io) {
    this.#file = file;
    this.#first = first;
    this.#strict = strict;
    this.#io = io;
  }

  static async open(file: string, { strict, io }: { readonly strict: boolean; readonly io: Io }): Promise<ConfigWatch> {
    return new ConfigWatch(file, await read(file, strict, io), strict, io);
  }

  /** The options of the hub that the file decides on. */
  startOptions(hubs: HubConfig["hubs"]): Pick<HubConfig, "hubs" | "policies"> {
    if (hubs !== undefined && this.#first.hubs !== undefined)
      throw usageError("--hubs cannot be combined with the hubs of the --config file.", "Name them in one place.");
    return { hubs: hubs ?? this.#first.hubs, policies: this.#first.policies };
  }

  /** Does what the file declares. */
  async apply(hub: Hub): Promise<void> {
    this.#applied = await applyConfig(this.#first, hub);
  }

  /** What makes the hub read the file again. */
  get hint(): string {
    return `To read ${this.#file} again: kill -HUP ${this.#io.process.pid}`;
  }

  /** Reads the file again at each SIGHUP, until the returned function is called. */
  watch(hub: Hub, output: Output): () => void {
    return this.#io.onHangup(() => {
      this.#turn = this.#turn.then(() => this.#readAgain(hub, output)).catch(() => {});
    });
  }

  /** A file that is wrong changes nothing. */
  async #readAgain(hub: Hub, output: Output): Promise<void> {
    try {
      const config = await read(this.#file, this.#strict, this.#io);
      this.#applied = await applyConfig(config, hub, this.#applied);
      await output.note(`Read ${this.#file} again.`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const fix = isCliError(error) && error.fix !== undefined ? ` ${error.fix}` : "";
      await output.warn(`The hub goes on as before. ${reason}${fix}`);
    }
  }
}

async function read(file: string, strict: boolean, io: Io): Promise<HubConfig> {
  const config = await readHubConfig(resolve(io.cwd, file), file, io);
  await rehearseConfig(config, { strict });
  return config;
}
