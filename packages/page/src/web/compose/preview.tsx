import type { NativePlatform, Notification } from "@nh/payloads";
import type { Explanation } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import { Picture } from "../pictures/picture.js";
import { platformLooks } from "../pictures/platform-names.js";
import type { Built } from "./build-notification.js";
import { languageOf } from "./language.js";
import { nameFinder } from "./reach-words.js";

const TEMPLATE_PICTURES = 12;
/** How many devices a picture's tooltip names. */
const NAMED = 20;

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
      {built.ok && <Notes notes={built.notification.warnings} />}
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

interface NotesProps {
  readonly notes: readonly { readonly field?: string; readonly message: string }[];
}

/** What a platform accepts but the author probably did not mean, and what it leaves out. */
export function Notes({ notes }: NotesProps) {
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map(({ field, message }) => (
        <li key={message}>
          {field !== undefined && <b>{field}: </b>}
          {message}
        </li>
      ))}
    </ul>
  );
}

/** The picture of a payload that is the same on every device. */
export function NativePicture({ notification }: { notification: Notification }) {
  const { platform, headers, body } = notification;
  return <Picture withFacts description={describeDelivery({ platform: platform as NativePlatform, headers, body })} />;
}

/**
 * One picture for each language and platform, and another where devices of the same language and
 * platform get something different.
 */
export function TemplatePictures({ explanation }: { explanation: Explanation | undefined }) {
  const devices = useHub((state) => state.devices) ?? [];
  const nameOf = nameFinder(devices);
  const renderings = new Map<string, Rendering>();
  for (const device of explanation?.devices ?? []) {
    const { body, platform, headers = {}, tags, missing = [] } = device;
    if (body === undefined || platform === "") continue;
    const language = languageOf(tags);
    const key = [language, platform, body].join("\n");
    const known = renderings.get(key);
    if (known !== undefined) known.names.push(nameOf(device));
    else renderings.set(key, { key, language, platform, headers, body, missing, names: [nameOf(device)] });
  }
  if (renderings.size === 0) return <p class="hint">Nobody's template would be filled in.</p>;
  // By language, so that a glance shows which there are.
  const shown = [...renderings.values()].sort((left, right) =>
    (left.language ?? "\uffff").localeCompare(right.language ?? "\uffff"),
  );
  return (
    <>
      <ul class="preview-list">
        {shown.slice(0, TEMPLATE_PICTURES).map(({ key, language, names, missing, ...drawn }) => (
          <li key={key} class="card">
            <p class="card-title" title={names.slice(0, NAMED).join(", ")}>
              {language ?? names[0]}
              <span class="soft">
                {" "}
                · {platformLooks[drawn.platform].label}
                {language !== undefined && ` · ${names[0]}`}
                {names.length > 1 && ` and ${names.length - 1} more`}
              </span>
            </p>
            {missing.length > 0 && (
              <p class="problem">
                {missing.join(", ")} {missing.length === 1 ? "is" : "are"} missing
              </p>
            )}
            <Picture withFacts description={describeDelivery(drawn)} />
          </li>
        ))}
      </ul>
      {shown.length > TEMPLATE_PICTURES && <p class="hint">and {shown.length - TEMPLATE_PICTURES} more</p>}
    </>
  );
}

/** What several devices get. */
interface Rendering {
  readonly key: string;
  /** undefined where their tags name none. */
  readonly language: string | undefined;
  readonly platform: NativePlatform;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly missing: readonly string[];
  readonly names: string[];
}
