import { convertGcmToFcmV1, isPayloadError } from "@nh/payloads";
import type { Installation, InstallationTemplate } from "@nh/wire";

/** An installation converted to FCM v1, and what was dropped. */
export interface ConvertedInstallation {
  readonly installation: Installation;
  /** Such as `template news: notification.badge has no place in FCM HTTP v1`. */
  readonly dropped: readonly string[];
}

/** Why an installation was not converted. */
export interface NotConverted {
  readonly problem: string;
}

/**
 * The same device on the platform `fcmv1`: the token stays, the bodies of its templates are
 * rewritten.
 */
export function convertInstallation(installation: Installation): ConvertedInstallation | NotConverted {
  if (installation.platform === "browser") return { problem: "it belongs to a browser" };
  const dropped: string[] = [];
  const templates: [name: string, template: InstallationTemplate][] = [];
  for (const [name, template] of Object.entries(installation.templates ?? {})) {
    try {
      const { body, dropped: left } = convertGcmToFcmV1(template.body);
      templates.push([name, { ...template, body }]);
      dropped.push(...left.map(({ field, reason }) => `template ${name}: ${field} ${reason}`));
    } catch (error) {
      if (!isPayloadError(error)) throw error;
      return { problem: `template ${name} cannot be converted: ${error.message}` };
    }
  }
  // Only the service writes these fields.
  const { pushChannelExpired: _expired, lastUpdate: _lastUpdate, lastActiveOn: _lastActiveOn, ...kept } = installation;
  return {
    installation: {
      ...kept,
      platform: "fcmv1",
      ...(installation.templates === undefined ? {} : { templates: Object.fromEntries(templates) }),
    },
    dropped,
  };
}
