import type { BrowserHandle } from "@nh/client";
import { platformFromInstallation } from "@nh/wire";
import { inputError, usageError } from "../../cli-error.js";
import { withClient } from "../../hub/with-client.js";
import { checkedHandle } from "../../input/checked-handle.js";
import { parseSubscription } from "../../input/structured-handle.js";
import type { AnyCall } from "../../program/command.js";
import type { ProbedPlatform } from "./platforms.js";

export interface DeviceValues {
  readonly device: string | undefined;
  readonly installation: string | undefined;
  readonly fromHub: string | undefined;
  readonly unchecked: boolean;
}

/** The handle to push to: given, or of an installation. Undefined when neither is named. */
export async function chosenDevice(
  call: AnyCall,
  platform: ProbedPlatform,
  { device, installation, fromHub, unchecked }: DeviceValues,
): Promise<string | BrowserHandle | undefined> {
  if (device !== undefined && installation !== undefined) {
    throw usageError("--device and --installation cannot be combined.");
  }
  if (installation !== undefined) return handleOf(call, platform, installation, fromHub);
  if (device === undefined) return undefined;
  if (platform === "browser") return parseSubscription(device, "--device of a browser");
  return checkedHandle(device, { platform, origin: "--device", unchecked });
}

async function handleOf(
  call: AnyCall,
  platform: ProbedPlatform,
  id: string,
  fromHub: string | undefined,
): Promise<string | BrowserHandle> {
  const globals = fromHub === undefined ? call.globals : { ...call.globals, hub: fromHub };
  const found = await withClient({ ...call, globals }, ({ client }) =>
    client.installations.get(id, { signal: call.io.signal }),
  );
  const own = platformFromInstallation(found.platform);
  if (own === platform) return found.pushChannel;
  throw inputError(`The installation ${id} is a device of ${own}, not of ${platform}.`, `Run nh probe ${own}.`);
}

/** Devices that no service has issued, to see whether it accepts the credential. */
export const inventedDevices: Readonly<Record<Exclude<ProbedPlatform, "browser">, string>> = {
  apple: "00".repeat(32),
  fcmv1: "nh-probe-invented-device",
  windows: "https://wns2-bn3p.notify.windows.com/?token=nh-probe-invented-device",
  adm: "amzn1.adm-registration.v3.nh-probe-invented-device",
  xiaomi: "nh-probe-invented-device",
};
