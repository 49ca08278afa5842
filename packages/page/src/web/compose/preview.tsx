import type { NativePlatform, Notification } from "@nh/payloads";
import type { Explanation } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import { Picture } from "../pictures/picture.js";
import type { Built } from "./build-notification.js";
import { nameFinder } from "./reach-words.js";

const TEMPLATE_PICTURES = 6;

/**
 * What the draft would look like: one picture of a native payload, one of each device's template.
 */
export function Preview({ built, explanation }: { built: Built; explanation: Explanation | undefined }) {
  const notification = built.ok ? built.notification : built.unchecked;
  return (
    <div class="preview">
      <h3 class="label">Preview</h3>
      {notification.platform === "template" ? (
        <TemplatePictures explanation={explanation} />
      ) : (
        <NativePicture notification={notification} />
      )}
      {built.ok && Object.keys(notification.headers).length > 0 && (
        <p class="inferred mono">
          {Object.entries(notification.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n")}
        </p>
      )}
    </div>
  );
}

/** The picture of a payload that is the same on every device. */
export function NativePicture({ notification }: { notification: Notification }) {
  const { platform, headers, body } = notification;
  return <Picture description={describeDelivery({ platform: platform as NativePlatform, headers, body })} />;
}

/** One picture per rendering that differs: devices of one language share theirs. */
export function TemplatePictures({ explanation }: { explanation: Explanation | undefined }) {
  const devices = useHub((state) => state.devices) ?? [];
  const nameOf = nameFinder(devices);
  const renderings = new Map<
    string,
    {
      body: string;
      headers: Record<string, string>;
      platform: NativePlatform;
      names: string[];
      missing: readonly string[];
    }
  >();
  for (const device of explanation?.devices ?? []) {
    if (device.body === undefined || device.platform === "") continue;
    const key = `${device.platform}\n${device.body}`;
    const known = renderings.get(key);
    if (known !== undefined) known.names.push(nameOf(device));
    else
      renderings.set(key, {
        body: device.body,
        headers: { ...device.headers },
        platform: device.platform,
        names: [nameOf(device)],
        missing: device.missing ?? [],
      });
  }
  if (renderings.size === 0) return <p class="hint">Nobody's template would be filled in.</p>;
  const shown = [...renderings.values()];
  return (
    <>
      <ul class="preview-list">
        {shown.slice(0, TEMPLATE_PICTURES).map(({ names, missing, ...drawn }) => (
          <li key={`${drawn.platform}${drawn.body}`} class="card">
            <p class="card-title">
              {names[0]}
              {names.length > 1 && <span class="soft"> and {names.length - 1} more</span>}
            </p>
            {missing.length > 0 && <p class="problem">{missing.join(", ")} is missing</p>}
            <Picture description={describeDelivery(drawn)} />
          </li>
        ))}
      </ul>
      {shown.length > TEMPLATE_PICTURES && <p class="hint">and {shown.length - TEMPLATE_PICTURES} more</p>}
    </>
  );
}
