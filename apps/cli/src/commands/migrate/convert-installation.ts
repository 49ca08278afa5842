import { convertGcmToFcmV1, isPayloadError } from "@nh/payloads";
import type { Installation, InstallationTemplate } from "@nh/wire";

/** A legacy installation as one of FCM v1, and what could not be carried over. */
export interface ConvertedInstallation {
  readonly installation: Installation;
  /** Such as `template news: notification.badge has no place in FCM HTTP v1`. */
  readonly dropped: readonly string[];
}

/** Why an installation was left as it is. */
export interface NotConverted {
  readonly problem: string;
}

/** The same device on the platform `fcmv1`: the token stays, the bodies of its templates are rewritten. */
export function convertInstallation(installation: Installation): ConvertedInstallation | NotConverted {
  if (installation.platform === "browser") return { problem: "it is a browser's" };
  const dropped: string[] = [];
  const templates: Record<string, InstallationTemplate> = {};
  for (const [name, template] of Object.entries(installation.templates ?? {})) {
    try {
      const { body, dropped: left } = convertGcmToFcmV1(template.body);
      templates[name] = { ...template, body };
      dropped.push(...left.map(({ field, reason }) => `template ${name}: ${field} ${reason}`));
    } catch (error) {
      if (!isPayloadError(error)) throw error;
      return { problem: `template ${name} cannot be converted: ${error.message}` };
    }
  }
  // These two are the service's to write.
  const { pushChannelExpired: _expired, lastUpdate: _lastUpdate, lastActiveOn: _lastActiveOn, ...kept } = installation;
  return {
    installation: { ...kept, platform: "fcmv1", ...(installation.templates === undefined ? {} : { templates }) },
    dropped,
  };
}
