import type { NativePlatform } from "@nh/payloads";
import {
  type AuthorizationRule,
  type HubDescription,
  isArgumentError,
  isWireFormatError,
  platformWire,
} from "@nh/wire";
import { encodeHubEntry } from "@nh/wire/server";
import { ArgumentError } from "../argument-error.js";
import { policyPartRule, readPolicy } from "../http/read-policy.js";
import type { Policy } from "../options.js";

const DAY_SECONDS = 86_400;

/** When a hub was created and last updated, in milliseconds since 1970. */
export interface HubTimes {
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A hub as its management operations describe it, and what follows from that for its requests. */
export class HubDefinition {
  /** Without name and counters. */
  readonly description: HubDescription;
  readonly times: HubTimes;
  /** The policies that open this hub, from its rules. */
  readonly policies: readonly Policy[];

  /**
   * @throws {ArgumentError} when the description is wrong, or a value in it cannot be written as
   *   XML.
   */
  constructor(description: HubDescription, times: HubTimes) {
    checkDescription(description);
    this.description = structuredClone(description);
    this.times = times;
    this.policies = Object.freeze((description.authorizationRules ?? []).map(policyOf));
  }

  get isDisabled(): boolean {
    return this.description.disabled === true;
  }

  /**
   * Whether a send to a platform would find no credential. A hub without any credential takes every
   * format, since most tests need none.
   */
  lacksCredentialFor(platform: NativePlatform): boolean {
    const credentials = this.description.credentials ?? {};
    const hasAny = Object.values(credentials).some((credential) => credential !== undefined);
    return hasAny && credentials[platformWire[platform].credential] === undefined;
  }

  /** How long a registration lives: infinite for "never", undefined when the hub says nothing. */
  get registrationTtlSeconds(): number | undefined {
    const ttl = this.description.registrationTtl;
    if (ttl === undefined) return undefined;
    if (ttl === "never") return Number.POSITIVE_INFINITY;
    return "days" in ttl ? ttl.days * DAY_SECONDS : ttl.seconds;
  }
}

/**
 * Checks that a description can be written. What cannot be written would break every later
 * response.
 *
 * @throws {ArgumentError} naming the member that is wrong.
 */
export function checkDescription(description: HubDescription): void {
  try {
    encodeHubEntry(description);
  } catch (cause) {
    if (isArgumentError(cause)) throw new ArgumentError(cause.argument, cause.message, { cause });
    if (isWireFormatError(cause)) throw new ArgumentError("description", cause.message, { cause });
    throw cause;
  }
}

function policyOf({ name, rights, primaryKey, secondaryKey }: AuthorizationRule, index: number): Policy {
  const place = `authorizationRules[${index}]`;
  const { accepts, form } = policyPartRule;
  if (!accepts(name)) throw new ArgumentError(`${place}.name`, `${place}.name must be ${form}.`);
  return readPolicy({ keyName: name, rights, primaryKey, secondaryKey }, place);
}
