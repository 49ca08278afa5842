import type { Registration } from "./types.js";

/** The parts of a registration's handle, in the order of the platform's handle elements. */
export function handleParts(registration: Registration): readonly string[] {
  switch (registration.platform) {
    case "baidu":
      return [registration.handle.userId, registration.handle.channelId];
    case "browser":
      return [registration.handle.endpoint, registration.handle.p256dh, registration.handle.auth];
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
