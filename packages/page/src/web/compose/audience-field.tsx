import { useMemo, useState } from "preact/hooks";
import { ownTags } from "../devices/device-name.js";
import type { Explanation } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { formatRoute } from "../shell/route.js";
import type { Draft, DraftTarget } from "./draft.js";
import { nameFinder, reachWords } from "./reach-words.js";

interface AudienceFieldProps {
  readonly draft: Draft;
  readonly explanation: Explanation | undefined;
  readonly onChange: (target: DraftTarget) => void;
}

/** How many tags are offered. */
const OFFERED_TAGS = 12;

/** Everyone, a tag expression or one device; and whom that reaches, as the hub says. */
export function AudienceField({ draft, explanation, onChange }: AudienceFieldProps) {
  const devices = useHub((state) => state.devices) ?? [];
  const tags = useMemo(() => commonTags(devices), [devices]);
  const { target } = draft;
  const text = target.kind === "expression" ? target.text : "";
  const addTag = (tag: string) =>
    onChange({ kind: "expression", text: text.trim() === "" ? tag : `${text} || ${tag}` });
  return (
    <fieldset class="field">
      <legend class="label">Audience</legend>
      <div class="segments">
        <Segment name="Everyone" checked={target.kind === "everyone"} onChange={() => onChange({ kind: "everyone" })} />
        <Segment
          name="Tags"
          checked={target.kind === "expression"}
          onChange={() => onChange({ kind: "expression", text: "" })}
        />
        {draft.platform !== "every" && (
          <Segment
            name="One device"
            checked={target.kind === "device"}
            onChange={() =>
              onChange({
                kind: "device",
                handle: devices.find(({ platform }) => platform === draft.platform)?.handle ?? "",
              })
            }
          />
        )}
      </div>
      {target.kind === "expression" && (
        <>
          <input
            class="input mono"
            value={target.text}
            placeholder="sports && lang:en"
            spellcheck={false}
            aria-label="Tag expression"
            aria-describedby="reach"
            onInput={(event) => onChange({ kind: "expression", text: event.currentTarget.value })}
          />
          {tags.length > 0 && (
            <fieldset class="tag-choice" aria-label="Add a tag">
              {tags.map((tag) => (
                <button key={tag} type="button" class="tag" onClick={() => addTag(tag)}>
                  {tag}
                </button>
              ))}
            </fieldset>
          )}
        </>
      )}
      {target.kind === "device" && (
        <select
          class="input"
          aria-label="Device"
          value={target.handle}
          onChange={(event) => onChange({ kind: "device", handle: event.currentTarget.value })}
        >
          {devices
            .filter(({ platform }) => platform === draft.platform)
            .slice(0, 200)
            .map((device) => (
              <option key={device.handle} value={device.handle}>
                {nameFinder(devices)({ ...device, steps: [], registrationId: null, reached: false, template: null })}
              </option>
            ))}
        </select>
      )}
      <div id="reach">
        <Reach explanation={explanation} />
      </div>
    </fieldset>
  );
}

function Segment({ name, checked, onChange }: { name: string; checked: boolean; onChange: () => void }) {
  return (
    <label class="segment">
      <input type="radio" name="audience" checked={checked} onChange={onChange} />
      <span>{name}</span>
    </label>
  );
}

/** Whom an audience reaches, and who is left out for which reason. */
export function Reach({ explanation }: { explanation: Explanation | undefined }) {
  const devices = useHub((state) => state.devices) ?? [];
  const [why, setWhy] = useState(false);
  if (explanation === undefined) return <p class="reach" />;
  const { tone, sentence, missed } = reachWords(explanation, nameFinder(devices));
  return (
    <div class="reach">
      <p>
        <b class={`reach-${tone}`}>{sentence}</b>{" "}
        {missed.length > 0 && (
          <button type="button" class="link" aria-expanded={why} onClick={() => setWhy(!why)}>
            Who does not, and why?
          </button>
        )}
      </p>
      {why && (
        <ul class="missed">
          {missed.slice(0, 20).map(({ id, name, reason }, index) => (
            <li key={index}>
              <a href={formatRoute({ view: "devices", id })}>{name}</a>: {reason}
            </li>
          ))}
          {missed.length > 20 && <li>and {missed.length - 20} more</li>}
        </ul>
      )}
    </div>
  );
}

/** The tags that most devices have. */
function commonTags(devices: readonly Parameters<typeof ownTags>[0][]): string[] {
  const counts = new Map<string, number>();
  for (const device of devices) for (const tag of ownTags(device)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .slice(0, OFFERED_TAGS)
    .map(([tag]) => tag);
}
