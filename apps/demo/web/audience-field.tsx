import type { Platform } from "@nh/payloads";
import type { ComposedAudience, PageDevice } from "../compose/protocol.js";
import type { Reach } from "../compose/reach.js";

const kinds: readonly { readonly kind: ComposedAudience["kind"]; readonly label: string }[] = [
  { kind: "everyone", label: "Everyone" },
  { kind: "tags", label: "Tags" },
  { kind: "expression", label: "Expression" },
  { kind: "user", label: "User" },
  { kind: "device", label: "Device" },
];

interface AudienceFieldProps {
  readonly platform: Platform;
  readonly reach: Reach;
  readonly audience: ComposedAudience;
  readonly devices: readonly PageDevice[];
  readonly onChange: (audience: ComposedAudience) => void;
}

/** Chooses the kind of audience, and the one value that this kind needs. */
export function AudienceField(props: AudienceFieldProps) {
  const { platform, audience, devices, reach, onChange } = props;
  return (
    <fieldset class="field">
      <legend class="label">Audience</legend>
      <div class="segments">
        {kinds.map(({ kind, label }) => (
          <label key={kind} class="segment">
            <input
              type="radio"
              name="audience"
              value={kind}
              checked={audience.kind === kind}
              onChange={() => onChange(startOf(kind, platform, devices))}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <AudienceDetail {...props} />
      <p class={reach.ok ? "hint reach" : "problem reach"} role="status">
        {reach.ok ? reachText(reach.devices) : reach.problem}
      </p>
    </fieldset>
  );
}

function AudienceDetail({ platform, audience, devices, onChange }: AudienceFieldProps) {
  switch (audience.kind) {
    case "everyone":
      return null;
    case "tags":
      return (
        <TagChoice chosen={audience.tags} devices={devices} onChange={(tags) => onChange({ kind: "tags", tags })} />
      );
    case "expression":
      return (
        <input
          class="input mono"
          aria-label="Tag expression"
          placeholder="sports && (lang:en || lang:de)"
          value={audience.text}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => onChange({ kind: "expression", text: event.currentTarget.value })}
        />
      );
    case "user":
      return (
        <>
          <input
            class="input"
            aria-label="User id"
            list="users"
            value={audience.id}
            autocomplete="off"
            onInput={(event) => onChange({ kind: "user", id: event.currentTarget.value })}
          />
          <datalist id="users">
            {userIds(devices).map((id) => (
              <option key={id} value={id} />
            ))}
          </datalist>
        </>
      );
    case "device":
      return platform === "template" ? (
        <p class="hint">A template notification goes to tags, users or everyone. It cannot go to one device.</p>
      ) : (
        <select
          class="input"
          aria-label="Device"
          value={audience.handle}
          onChange={(event) => onChange({ kind: "device", handle: event.currentTarget.value })}
        >
          {devices
            .filter((device) => device.platform === platform)
            .map(({ handle, name }) => (
              <option key={handle} value={handle}>
                {name}
              </option>
            ))}
        </select>
      );
  }
}

function TagChoice(props: {
  readonly chosen: readonly string[];
  readonly devices: readonly PageDevice[];
  readonly onChange: (tags: readonly string[]) => void;
}) {
  const { chosen, devices, onChange } = props;
  const known = [...new Set([...devices.flatMap(({ tags }) => tags), ...chosen])].sort();
  return (
    <div class="tag-choice">
      {known.map((tag) => (
        <label key={tag} class="tag tag-toggle">
          <input
            type="checkbox"
            checked={chosen.includes(tag)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, tag] : chosen.filter((other) => other !== tag))
            }
          />
          <span>{tag}</span>
        </label>
      ))}
    </div>
  );
}

function startOf(kind: ComposedAudience["kind"], platform: Platform, devices: readonly PageDevice[]): ComposedAudience {
  switch (kind) {
    case "everyone":
      return { kind };
    case "tags":
      return { kind, tags: devices.flatMap(({ tags }) => tags).slice(0, 1) };
    case "expression":
      return { kind, text: "sports && !lang:de" };
    case "user":
      return { kind, id: userIds(devices)[0] ?? "" };
    case "device":
      return { kind, handle: devices.find((device) => device.platform === platform)?.handle ?? "" };
  }
}

function userIds(devices: readonly PageDevice[]): string[] {
  return [...new Set(devices.flatMap(({ userId }) => userId ?? []))].sort();
}

/** The names of the first few devices, and the number of the others. */
function reachText(devices: readonly PageDevice[]): string {
  if (devices.length === 0) return "Reaches no devices.";
  const names = devices.slice(0, 3).map(({ name }) => name);
  const others = devices.length - names.length;
  return `Reaches ${new Intl.ListFormat("en").format(others > 0 ? [...names, `${others} more`] : names)}.`;
}
