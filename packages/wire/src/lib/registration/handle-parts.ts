import type { BaiduHandle, BrowserHandle } from "../handle.js";
import type { Registration } from "./types.js";

/**
 * The parts of a registration's handle, in the order of the platform's handle elements. A handle of
 * the wrong kind has parts that are undefined.
 */
export function handleParts(registration: Registration): readonly (string | undefined)[] {
  switch (registration.platform) {
    case "baidu": {
      const { userId, channelId }: Partial<BaiduHandle> = registration.handle ?? {};
      return [userId, channelId];
    }
    case "browser": {
      const { endpoint, p256dh, auth }: Partial<BrowserHandle> = registration.handle ?? {};
      return [endpoint, p256dh, auth];
    }
    default:
      return [registration.handle];
  }
}

/**
 * One string per handle, for comparing and filtering: the token or channel itself,
 * `userId-channelId` for Baidu, as the .NET client joins them, and the endpoint for a browser.
 */
export function registrationHandleText(registration: Registration): string {
  const parts = handleParts(registration);
  return registration.platform === "baidu" ? parts.join("-") : (parts[0] ?? "");
}
