import type { NativePlatform } from "@nh/payloads";
import { type InstallationPlatform, platformWire } from "@nh/wire";

const rows = Object.values(platformWire);

/** Every platform that a device can have, as sends and registrations name it. */
export const nativePlatforms: readonly NativePlatform[] = rows.map(({ platform }) => platform);

/** The same platforms, as installations name them. */
export const installationPlatforms: readonly InstallationPlatform[] = rows.map(
  ({ installationPlatform }) => installationPlatform,
);
