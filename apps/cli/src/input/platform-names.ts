import { type NativePlatform, platforms } from "@nh/payloads";

/** Every platform but `template`, which is no platform of a device. */
export const nativePlatforms = platforms.filter((platform): platform is NativePlatform => platform !== "template");
