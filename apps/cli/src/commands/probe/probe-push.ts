import type { BrowserHandle } from "@nh/client";
import type { Notification } from "@nh/payloads";
import type { PushResult } from "@nh/platforms";
import type { AnyCall } from "../../program/command.js";
import { isWrongPassword, passwordFix } from "../doctor/certificate-check.js";
import type { CheckResult } from "../doctor/check.js";
import type { CredentialValues } from "./credential-options.js";
import { inventedDevices } from "./device.js";
import { openClient, type ProbeClient, type Servers } from "./open-client.js";
import { type ProbedPlatform, services } from "./platforms.js";
import { stepsOf, stepsOfCredential, stepsOfError, stepsOfInvention } from "./steps.js";

export interface ProbePush {
  readonly platform: ProbedPlatform;
  readonly credential: CredentialValues;
  readonly servers: Servers;
  readonly notification: Notification;
  /** Undefined for an invented device, whose refusal proves the credential. */
  readonly handle: string | BrowserHandle | undefined;
  /** FCM checks the handle and the payload, and pushes nothing. */
  readonly validateOnly: boolean;
}

/** What became of a push: the steps, and the response of the service where there is one. */
export interface Probe {
  readonly steps: readonly CheckResult[];
  readonly result?: PushResult;
}

/** Pushes once, and says how far the push came. */
export async function probePush(call: AnyCall, push: ProbePush): Promise<Probe> {
  const { platform, credential, servers, notification, handle, validateOnly } = push;
  let client: ProbeClient;
  try {
    client = await openClient(call, platform, credential, servers);
  } catch (error) {
    return orThrow(push, error, "open");
  }
  try {
    if (handle === undefined && platform === "browser") return { steps: stepsOfCredential() };
    const device = handle ?? inventedDevices[platform as keyof typeof inventedDevices];
    const asks = validateOnly && platform === "fcmv1";
    const where = servers.url === undefined ? services[platform] : `${services[platform]} at ${servers.url}`;
    const whom = handle === undefined ? ", for an invented device" : "";
    await call.output.note(`${asks ? "Asks" : "Pushes to"} ${where}${whom}.`);
    const { signal } = call.io;
    const result = await client.push(notification, device, { signal, ...(asks ? { validateOnly } : {}) });
    const isRefusedInvention = handle === undefined && result.about === "handle";
    return { steps: isRefusedInvention ? stepsOfInvention(result.reason) : stepsOf(platform, result), result };
  } catch (error) {
    return orThrow(push, error, "push");
  } finally {
    await client.close();
  }
}

function orThrow({ platform, credential }: ProbePush, error: unknown, during: "open" | "push"): Probe {
  const steps = stepsOfError(platform, error, during)?.map((step) =>
    isWrongPassword(error) && step.state === "broken" && credential.fromHub === undefined
      ? { ...step, fix: passwordFix }
      : step,
  );
  if (steps === undefined) throw error;
  return { steps };
}
