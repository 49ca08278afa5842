import { type NativePlatform, platforms } from "@nh/payloads";

/** Every platform that a device can have: all but `template`. */
export const nativePlatforms = platforms.filter((platform): platform is NativePlatform => platform !== "template");
