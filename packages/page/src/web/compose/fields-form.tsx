import { useEffect, useId, useState } from "preact/hooks";
import type { PayloadProblem } from "./build-notification.js";
import type { DraftPlatform } from "./draft-platform.js";
import { concerns, readField, writeField } from "./form.js";
import type { FormField } from "./form-fields.js";

export interface FieldsFormProps {
  /** Whose document it is; `every` for what `content()` takes. */
  readonly platform: DraftPlatform;
  readonly body: string;
  readonly fields: readonly FormField[];
  readonly problem: PayloadProblem | undefined;
  readonly onChange: (body: string) => void;
}

/** The main fields, those that are set or wrong, and those that were added. */
export function FieldsForm({ platform, body, fields, problem, onChange }: FieldsFormProps) {
  const [added, setAdded] = useState<readonly FormField[]>([]);
  const isSet = (field: FormField) => readField(platform, body, field) !== "";
  const isWrong = (field: FormField) => problem !== undefined && concerns(platform, problem.field, field);
  const shown = fields.filter((field) => field.isMain || added.includes(field) || isSet(field) || isWrong(field));
  const hidden = fields.filter((field) => !shown.includes(field));
  const write = (field: FormField, text: string) => {
    // A field that somebody empties stays while they edit it.
    if (!field.isMain && !added.includes(field)) setAdded([...added, field]);
    onChange(writeField(platform, body, field, text));
  };
  return (
    <div class="form-fields">
      {shown.map((field, index) => (
        <FormInput
          key={field.path.join("/")}
          field={field}
          first={index === 0}
          isNew={field === added.at(-1)}
          value={readField(platform, body, field) ?? ""}
          problem={isWrong(field) ? problem?.message : undefined}
          onChange={(text) => write(field, text)}
        />
      ))}
      {hidden.length > 0 && (
        <select
          class="more-fields"
          aria-label="Add a field"
          title={namesOf(hidden)}
          value=""
          onChange={({ currentTarget }) => {
            const chosen = hidden.find(({ label }) => label === currentTarget.value);
            if (chosen !== undefined) setAdded([...added, chosen]);
          }}
        >
          <option value="">+ {namesOf(hidden)}</option>
          {hidden.map(({ label }) => (
            <option key={label}>{label}</option>
          ))}
        </select>
      )}
    </div>
  );
}

/** The first few names, and how many there are besides. */
function namesOf(fields: readonly FormField[]): string {
  const names = fields.slice(0, 2).map(({ label }) => label.toLowerCase());
  return names.join(", ") + (fields.length > 2 ? ` and ${fields.length - 2} more` : "");
}

function FormInput({
  field,
  first,
  isNew,
  value,
  problem,
  onChange,
}: {
  field: FormField;
  first: boolean;
  isNew: boolean;
  value: string;
  problem: string | undefined;
  onChange: (text: string) => void;
}) {
  const id = useId();
  const isLong = field.isMain && field.label !== "Title";
  // Whoever adds a field wants to fill it in.
  useEffect(() => {
    if (isNew) document.getElementById(id)?.focus();
  }, [isNew]);
  const common = {
    id,
    "aria-invalid": problem !== undefined,
    "aria-describedby": problem === undefined ? undefined : `${id}-problem`,
    ...(first ? { "data-draft": "" } : {}),
  };
  if (field.kind === "boolean" || field.kind === "flag") {
    return (
      <label class="checkbox">
        <input
          {...common}
          type="checkbox"
          checked={value === "on"}
          onChange={(event) => onChange(event.currentTarget.checked ? "on" : "")}
        />
        <span>{field.label}</span>
      </label>
    );
  }
  return (
    <div class="form-field">
      <label class="label" for={id}>
        {field.label}
      </label>
      {field.kind === "choice" ? (
        <select {...common} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">not set</option>
          {value !== "" && !field.choices.includes(value) && <option>{value}</option>}
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : isLong || field.kind === "json" ? (
        <textarea
          {...common}
          class={`input ${field.kind === "json" ? "mono" : ""}`}
          rows={2}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <input
          {...common}
          class="input"
          type="text"
          inputMode={field.kind === "number" ? "numeric" : "text"}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
