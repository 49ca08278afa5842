import { dirname } from "node:path";
import { checkHub, isArgumentError } from "@nh/client/management";
import { type FaultRule, isArgumentError as isHubArgumentError, type NamedHub, type Policy } from "@nh/hub";
import { type CliError, inputError, isCliError } from "../../cli-error.js";
import { readHubFile } from "../../hub/hub-file.js";
import { completeKeys } from "../../hub/rule-keys.js";
import { asRecord, type JsonRecord } from "../../input/json-fields.js";
import { formatPath, type JsonPath, lineOfPath, parsePath } from "../../input/json-line.js";
import { parseJsonObject } from "../../input/read-input.js";
import { resolveSecret } from "../../input/secret-reference.js";
import type { Io } from "../../io.js";
import { describeError } from "../../output/describe-error.js";

/** What a configuration file declares for a local hub. */
export interface HubConfig {
  readonly hubs: readonly (string | NamedHub)[] | undefined;
  readonly policies: readonly Policy[] | undefined;
  /** Installations to put, by the name of their hub. */
  readonly installations: Readonly<Record<string, readonly JsonRecord[]>>;
  /** Rules, and names of scenarios. */
  readonly faults: readonly (string | FaultRule)[];
  readonly clock: { readonly freezeAt?: string; readonly advanceSeconds?: number } | undefined;
  /** The error for a field: it names the file, the line and the field. */
  fault(path: JsonPath, cause: unknown): CliError;
}

/** The fields of the file. The schema in `schema/` describes the same ones. */
export const configFields = ["$schema", "hubs", "policies", "installations", "faults", "clock"] as const;

/**
 * Reads a configuration file. Secrets in it may be references, `env:NAME` or `file:PATH`.
 *
 * @param origin The file as the user named it, for messages.
 * @throws {CliError} that names the line and the field, when something in it is wrong.
 */
export async function readHubConfig(path: string, origin: string, io: Io): Promise<HubConfig> {
  const text = (await io.files.readText(path)).replace(/^\ufeff/, "");
  const document = parseJsonObject(text, origin);
  const fault = (field: JsonPath, cause: unknown) => fieldError(text, origin, field, cause);
  const reader = new ConfigReader(document, fault, { io, folder: dirname(path), origin });
  reader.refuseUnknown([], document, configFields);
  const hubs = await reader.hubs();
  return {
    hubs,
    policies: await reader.policies(),
    installations: reader.installations(hubs),
    faults: reader.list("faults").map((rule, index) => {
      if (typeof rule !== "string" && !isObject(rule)) throw fault(["faults", index], "must be a rule or a scenario.");
      return rule as string | FaultRule;
    }),
    clock: reader.clock(),
    fault,
  };
}

/** `nh-hub.json, line 7: hubs[0].credentials.wns.packageSid must begin with ms-app://.` */
function fieldError(text: string, origin: string, field: JsonPath, cause: unknown): CliError {
  const at = (path: JsonPath) => `${origin}, line ${lineOfPath(text, path)}: `;
  const where = at(field) + formatPath(field);
  if (typeof cause === "string") return inputError(`${where} ${cause}`);
  // The hub's own error begins with the whole path of the member at fault.
  if (isHubArgumentError(cause) && cause.argument.startsWith(formatPath(field)))
    return inputError(at(parsePath(cause.argument)) + cause.message, undefined, cause);
  const { message } = describeError(cause);
  return inputError(`${where}: ${message}`, isCliError(cause) ? cause.fix : undefined, cause);
}

class ConfigReader {
  constructor(
    readonly document: JsonRecord,
    readonly fault: HubConfig["fault"],
    readonly source: { readonly io: Io; readonly folder: string; readonly origin: string },
  ) {}

  refuseUnknown(path: JsonPath, value: JsonRecord, known: readonly string[]): void {
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown === undefined) return;
    throw this.fault([...path, unknown], `is not a known field. Known fields: ${known.join(", ")}.`);
  }

  list(name: string): readonly unknown[] {
    const value = this.document[name] ?? [];
    if (Array.isArray(value)) return value;
    throw this.fault([name], "must be a list.");
  }

  async hubs(): Promise<HubConfig["hubs"]> {
    if (this.document.hubs === undefined) return undefined;
    const list = this.list("hubs");
    if (list.length === 0) throw this.fault(["hubs"], "must name at least one hub. Leave it out to allow any name.");
    const hubs: (string | NamedHub)[] = [];
    for (const [index, hub] of list.entries()) {
      const read = typeof hub === "string" ? hub : await this.#hub(["hubs", index], hub);
      this.#refuseSameName(hubs, read);
      hubs.push(read);
    }
    return hubs;
  }

  #refuseSameName(others: readonly (string | NamedHub)[], hub: string | NamedHub): void {
    const nameOf = (one: string | NamedHub) => (typeof one === "string" ? one : one.name).toLowerCase();
    const first = others.findIndex((other) => nameOf(other) === nameOf(hub));
    if (first === -1) return;
    const path = ["hubs", others.length, ...(typeof hub === "string" ? [] : ["name"])];
    throw this.fault(path, `is the name of hubs[${first}] already. Each hub needs its own, in any letter case.`);
  }

  async #hub(path: JsonPath, value: unknown): Promise<NamedHub> {
    const { name } = asRecord(value);
    if (typeof name !== "string") throw this.fault(path, "must be a name, or an object with a name.");
    const fault: HubConfig["fault"] = (field, cause) => this.fault([...path, ...field], cause);
    const file = await readHubFile(value, { ...this.source, fault });
    try {
      return { ...(await checkHub(completeKeys(file))), name };
    } catch (error) {
      if (isArgumentError(error)) throw this.fault([...path, ...parsePath(error.argument)], error.rule);
      throw this.fault(path, error);
    }
  }

  async policies(): Promise<HubConfig["policies"]> {
    if (this.document.policies === undefined) return undefined;
    const list = this.list("policies");
    if (list.length === 0)
      throw this.fault(["policies"], "must have at least one policy. Leave it out for the default.");
    return Promise.all(list.map((policy, index) => this.#policy(["policies", index], policy)));
  }

  async #policy(path: JsonPath, value: unknown): Promise<Policy> {
    if (!isObject(value)) throw this.fault(path, "must be an object with keyName, rights and primaryKey.");
    const policy = { ...value };
    for (const name of ["primaryKey", "secondaryKey"]) {
      const key = policy[name];
      if (typeof key !== "string") continue;
      try {
        policy[name] = await resolveSecret(key, this.source.io, { folder: this.source.folder });
      } catch (error) {
        throw this.fault([...path, name], error);
      }
    }
    return policy as unknown as Policy;
  }

  installations(hubs: HubConfig["hubs"]): HubConfig["installations"] {
    const value = this.document.installations ?? {};
    if (!isObject(value)) throw this.fault(["installations"], "must be an object of lists, by the name of the hub.");
    const names = hubs?.map((hub) => (typeof hub === "string" ? hub : hub.name));
    for (const [hub, list] of Object.entries(value)) {
      const path = ["installations", hub];
      if (names?.some((name) => name.toLowerCase() === hub.toLowerCase()) === false)
        throw this.fault(path, `is not one of the hubs: ${names.join(", ")}.`);
      if (!Array.isArray(list)) throw this.fault(path, "must be a list of installations.");
      const wrong = list.findIndex((item) => !isObject(item));
      if (wrong >= 0) throw this.fault([...path, wrong], "must be an object.");
    }
    return value as HubConfig["installations"];
  }

  clock(): HubConfig["clock"] {
    const { clock } = this.document;
    if (clock === undefined) return undefined;
    if (!isObject(clock)) throw this.fault(["clock"], "must be an object.");
    this.refuseUnknown(["clock"], clock, ["freezeAt", "advanceSeconds"]);
    const { freezeAt, advanceSeconds } = clock;
    if (freezeAt !== undefined && typeof freezeAt !== "string")
      throw this.fault(["clock", "freezeAt"], "must be a date such as 2031-05-06T07:08:09Z.");
    if (advanceSeconds !== undefined && !(typeof advanceSeconds === "number" && advanceSeconds >= 0))
      throw this.fault(["clock", "advanceSeconds"], "must be a number of at least 0.");
    return clock;
  }
}

function isObject(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
