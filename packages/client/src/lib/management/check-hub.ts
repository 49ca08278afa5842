import type { HubDescription, RegistrationTtl } from "@nh/wire";
import { checkCredentials } from "./check-credentials.js";
import { checkRules } from "./check-rules.js";
import type { HubSettings } from "./hub-settings.js";
import { invalid, need } from "./need.js";

const DAY_SECONDS = 86_400;
/** The longest time span of .NET. The service reads it as "never": whoever means that writes it. */
const NEVER_SECONDS = 922_337_203_685;
const MAX_METADATA_LENGTH = 1024;

/**
 * The members, and who writes them. What only the service writes is accepted, because a description
 * that `get` returned has it. The compiler finds a missing one.
 */
const members: { readonly [Member in keyof HubSettings]-?: "caller" | "service" } = {
  name: "caller",
  registrationTtl: "caller",
  userMetadata: "caller",
  disabled: "caller",
  authorizationRules: "caller",
  credentials: "caller",
  dailyOperations: "service",
  dailyMaxActiveDevices: "service",
  dailyMaxActiveRegistrations: "service",
  dailyPushes: "service",
  dailyApiCalls: "service",
  unknownElements: "service",
};
const writable = Object.entries(members).flatMap(([member, writer]) => (writer === "caller" ? [member] : []));

/**
 * Checks the settings of a hub as `create` and `update` do, and returns the description that they
 * send: the APNs key without its frame, the members of a service account, and all rights where
 * Manage is given. Nothing is sent.
 *
 * @param current What the service holds now. Its keys are accepted in any form.
 * @throws {ArgumentError} naming the member that is wrong, such as `credentials.wns.packageSid`. No
 *   message contains a secret.
 */
export async function checkHub(settings: HubSettings, current?: HubDescription): Promise<HubDescription> {
  const isSettings = typeof settings === "object" && settings !== null && !Array.isArray(settings);
  need(isSettings, "description", "an object, such as { registrationTtl: { days: 90 } }");
  const unknown = Object.keys(settings).find((member) => !Object.hasOwn(members, member));
  if (unknown !== undefined) {
    throw invalid(unknown.slice(0, 40), `is not a known member. Known members: ${writable.join(", ")}.`);
  }
  const { registrationTtl, userMetadata, disabled, authorizationRules, credentials, ...others } = settings;
  if (registrationTtl !== undefined) checkTtl(registrationTtl);
  const isMetadata =
    userMetadata === undefined || (typeof userMetadata === "string" && userMetadata.length <= MAX_METADATA_LENGTH);
  need(isMetadata, "userMetadata", `a string of at most ${MAX_METADATA_LENGTH} characters`);
  need(disabled === undefined || typeof disabled === "boolean", "disabled", "true or false");
  return {
    ...others,
    ...(registrationTtl !== undefined && { registrationTtl }),
    ...(userMetadata !== undefined && { userMetadata }),
    ...(disabled !== undefined && { disabled }),
    ...(authorizationRules !== undefined && {
      authorizationRules: checkRules(authorizationRules, keysOf(current)),
    }),
    ...(credentials !== undefined && { credentials: await checkCredentials(credentials) }),
  };
}

function keysOf(current: HubDescription | undefined): ReadonlySet<string | undefined> {
  const rules = current?.authorizationRules ?? [];
  return new Set(rules.flatMap(({ primaryKey, secondaryKey }) => [primaryKey, secondaryKey]));
}

/** A fraction is right: the service keeps ten-millionths of a second. */
function checkTtl(ttl: RegistrationTtl): void {
  if (ttl === "never") return;
  const { days, seconds, ...others } = (ttl ?? {}) as { readonly days?: unknown; readonly seconds?: unknown };
  const total = days === undefined ? seconds : typeof days === "number" ? days * DAY_SECONDS : undefined;
  const isOne = (days === undefined || seconds === undefined) && Object.keys(others).length === 0;
  const isInRange = typeof total === "number" && total >= DAY_SECONDS && total < NEVER_SECONDS;
  need(isOne && isInRange, "registrationTtl", '"never", { days } or { seconds }, from 1 to 10,675,199 days');
}
