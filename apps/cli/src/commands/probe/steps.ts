import { isArgumentError, isPlatformError, type PushResult } from "@nh/platforms";
import { type ExitCode, exitCodes } from "../../exit-codes.js";
import type { CheckResult } from "../doctor/check.js";
import { type ProbedPlatform, servicesWithTokens } from "./platforms.js";

/** The steps from a credential to a push that the service accepts, in order. */
export const stepNames = ["credential", "token", "service", "handle", "payload"] as const;
export type StepName = (typeof stepNames)[number];

type Unconfirmed = Readonly<Partial<Record<StepName, string>>>;

/** Where a push ended, and why. */
interface Break {
  readonly at: StepName;
  readonly says: string;
  readonly fix?: string | undefined;
  readonly exitCode: ExitCode;
  /** Earlier steps that nothing has confirmed, with what is known of each. */
  readonly unconfirmed?: Unconfirmed;
}

const passed: Readonly<Record<StepName, string>> = {
  credential: "it can be read",
  token: "the service accepts the credential",
  service: "the push service responds",
  handle: "the push service accepts it",
  payload: "the push service accepts it",
};

const notTried = "not tried";
const nothingSent: Unconfirmed = { token: notTried, service: notTried, handle: notTried };

/** The steps up to the first broken one; later ones were not tried. */
function stepsUntil({ at, says, fix, exitCode, unconfirmed = {} }: Break): readonly CheckResult[] {
  const broken = stepNames.indexOf(at);
  return stepNames.map((check, index): CheckResult => {
    if (index > broken) return { check, state: "skipped", says: notTried };
    if (index < broken) {
      const known = unconfirmed[check];
      return known === undefined
        ? { check, state: "ok", says: passed[check] }
        : { check, state: "skipped", says: known };
    }
    return { check, state: "broken", says, ...(fix === undefined ? {} : { fix }), exitCode };
  });
}

/**
 * All steps of a push that the service accepted. Amazon may name a handle that replaces the one
 * that was used.
 */
const allSteps = (newHandle: string | undefined): readonly CheckResult[] =>
  stepNames.map((check) => {
    const isReplaced = check === "handle" && newHandle !== undefined;
    return {
      check,
      state: "ok",
      says: isReplaced ? `${passed.handle}; store the new one: ${newHandle}` : passed[check],
    };
  });

/** The steps of a push to an invented device, which the service refused as it should. */
export const stepsOfInvention = (reason: string | undefined): readonly CheckResult[] =>
  stepNames.map((check): CheckResult => {
    if (check === "handle") {
      return { check, state: "skipped", says: `an invented one was refused as expected (${reason ?? "no reason"})` };
    }
    if (check === "payload") return { check, state: "skipped", says: "checked only with a real device" };
    return { check, state: "ok", says: passed[check] };
  });

/** The steps of a credential whose push service is only known with a device. */
export const stepsOfCredential = (): readonly CheckResult[] =>
  stepNames.map((check): CheckResult => {
    if (check === "credential") return { check, state: "ok", says: "the two keys belong together" };
    return { check, state: "skipped", says: "each browser names its own push service; pass --device to try it" };
  });

/**
 * What is known of a token when the push broke at the service. A server that issues tokens has
 * checked the credential by then. Nobody checks a token made on this machine before the push.
 */
function tokenOf(platform: ProbedPlatform, at: StepName, known: string): Unconfirmed {
  return at === "service" && !servicesWithTokens.has(platform) ? { token: `made on this machine; ${known}` } : {};
}

/** What the response of a push service means for the steps. */
export function stepsOf(platform: ProbedPlatform, result: PushResult): readonly CheckResult[] {
  if (result.state === "delivered") return allSteps(result.newHandle);
  const { reason = "no reason", hint: fix, status, step } = result;
  const says = `${reason} (status ${status})`;
  const at = step === "token" ? "token" : placeOf(result);
  const unconfirmed = tokenOf(platform, at, "the response does not say whether the service accepts it");
  return stepsUntil({ at, says, fix, exitCode: exitCodeOf(result), unconfirmed });
}

function placeOf({ about }: PushResult): StepName {
  // A credential that is refused for this handle only was accepted by then.
  if (about === "credential") return "token";
  if (about === "handle" || about === "payload") return about;
  return "service";
}

function exitCodeOf({ state, mayHaveBeenPushed }: PushResult): ExitCode {
  switch (state) {
    case "credentialRefused":
      return exitCodes.authorization;
    case "handleGone":
      return exitCodes.notFound;
    case "throttled":
      return exitCodes.throttled;
    case "unavailable":
      return mayHaveBeenPushed ? exitCodes.unexpected : exitCodes.network;
    default:
      return exitCodes.invalidInput;
  }
}

/** What an error in place of a response means; undefined when it does not concern the push. */
export function stepsOfError(
  platform: ProbedPlatform,
  error: unknown,
  during: "open" | "push",
): readonly CheckResult[] | undefined {
  if (isPlatformError(error)) {
    const { code, step, reason: says, hint: fix } = error;
    if (code === "NH_CREDENTIAL_INVALID") {
      // Only TLS with a certificate has asked the service by then.
      return step === "credential"
        ? stepsUntil({ at: "credential", says, fix, exitCode: exitCodes.invalidInput })
        : stepsUntil({ at: "token", says, fix, exitCode: exitCodes.authorization });
    }
    const at = step === "token" ? "token" : "service";
    const unconfirmed = tokenOf(platform, at, "the service has not checked it yet");
    return stepsUntil({ at, says, fix, exitCode: exitCodes.network, unconfirmed });
  }
  if (!isArgumentError(error)) return undefined;
  const { message: says, argument } = error;
  const at = during === "open" ? "credential" : argument.startsWith("handle") ? "handle" : "payload";
  return stepsUntil({ at, says, exitCode: exitCodes.invalidInput, unconfirmed: nothingSent });
}
