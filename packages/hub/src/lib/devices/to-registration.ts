import { platformWire, type Registration, type RegistrationTemplate } from "@nh/wire";
import { handleOf, platformOf, type Reachable, tagsOf, templateOf } from "./reachable.js";
import { installationPlatform } from "./stored-device.js";

/** A reachable registration in the form of the service, as lists and exports show it. */
export function toRegistration(reachable: Reachable): Registration {
  if (reachable.stored !== undefined) return reachable.stored.registration;
  const { document, etag, expiresAtMs } = reachable.installation;
  const template = describedTemplate(reachable);
  const common = {
    registrationId: reachable.registrationId,
    etag: String(etag),
    tags: tagsOf(reachable),
    ...(expiresAtMs === undefined ? {} : { expirationTime: new Date(expiresAtMs) }),
    ...(document.pushVariables === undefined ? {} : { pushVariables: document.pushVariables }),
    ...(template === undefined ? {} : { template }),
  };
  const handle = handleOf(reachable);
  if (document.platform === "browser") return { ...common, platform: "browser", handle: document.pushChannel };
  const platform = installationPlatform(document);
  switch (platform) {
    case "windows":
    case "windowsphone":
      return reachable.tileId === undefined
        ? { ...common, platform, handle }
        : { ...common, platform, handle, secondaryTileName: reachable.tileId };
    case "baidu": {
      const [userId = "", ...channel] = handle.split("-");
      return { ...common, platform, handle: { userId, channelId: channel.join("-") } };
    }
    case "browser":
      return { ...common, platform, handle: { endpoint: handle, p256dh: "", auth: "" } };
    default:
      return { ...common, platform, handle };
  }
}

/** The template without what the platform's XML has no place for. An installation may hold more. */
function describedTemplate(reachable: Reachable): RegistrationTemplate | undefined {
  const template = templateOf(reachable);
  if (template === undefined) return undefined;
  const platform = platformOf(reachable);
  const { headers, expiry, ...rest } = template;
  return {
    ...rest,
    ...(headers === undefined || platformWire[platform].templateHeaders === undefined ? {} : { headers }),
    ...(expiry === undefined || platform !== "apple" ? {} : { expiry }),
  };
}
