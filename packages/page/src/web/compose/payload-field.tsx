import { useEffect, useId, useState } from "preact/hooks";
import type { PayloadProblem } from "./build-notification.js";
import { bodyOf, type Draft, withBody } from "./draft.js";
import { concerns, readField, writeField } from "./form.js";
import { type FormField, formFields } from "./form-fields.js";
import { PropertiesForm } from "./properties-form.js";
import { samplePayloads } from "./sample-payloads.js";

interface PayloadFieldProps {
  readonly draft: Draft;
  readonly problem: PayloadProblem | undefined;
  /** Properties that templates of the audience name and the draft lacks. */
  readonly missing: readonly string[];
  readonly onChange: (draft: Draft) => void;
}

/** The payload as a form and as the document itself: two views of one text. */
export function PayloadField({ draft, problem, missing, onChange }: PayloadFieldProps) {
  const [view, setView] = useState<"form" | "document">("form");
  const body = bodyOf(draft);
  const { platform } = draft;
  const fields = formFields(platform);
  const hasForm = platform === "template" || fields.some((field) => readField(platform, body, field) !== undefined);
  const shown = hasForm ? view : "document";
  const setBody = (text: string) => onChange(withBody(draft, text));
  const format = platform === "windows" || platform === "windowsphone" ? "XML" : "JSON";
  return (
    <div class="field">
      <div class="label-row">
        <fieldset class="tab-row" aria-label="View of the payload">
          <button
            type="button"
            class="pill"
            aria-pressed={shown === "form"}
            disabled={!hasForm}
            onClick={() => setView("form")}
          >
            Form
          </button>
          <button type="button" class="pill" aria-pressed={shown === "document"} onClick={() => setView("document")}>
            {format}
          </button>
        </fieldset>
        {body !== samplePayloads[platform] && (
          <button type="button" class="button button-quiet" onClick={() => setBody(samplePayloads[platform])}>
            Sample
          </button>
        )}
      </div>
      {shown === "document" ? (
        <DocumentView body={body} problem={problem} format={format} onChange={setBody} />
      ) : platform === "template" ? (
        <PropertiesForm body={body} missing={missing} onChange={setBody} />
      ) : (
        <FieldsForm key={platform} draft={draft} fields={fields} problem={problem} onChange={setBody} />
      )}
      {problem !== undefined &&
        (shown === "document" || !fields.some((field) => concerns(draft.platform, problem.field, field))) && (
          <p class="problem" id="payload-problem" role="status">
            {problem.line === undefined ? "" : `Line ${problem.line}: `}
            {problem.message}
          </p>
        )}
    </div>
  );
}

function DocumentView({
  body,
  problem,
  format,
  onChange,
}: {
  body: string;
  problem: PayloadProblem | undefined;
  format: string;
  onChange: (text: string) => void;
}) {
  return (
    <textarea
      data-draft
      class="input document"
      spellcheck={false}
      rows={Math.min(16, Math.max(6, body.split("\n").length + 1))}
      value={body}
      aria-label={`Payload as ${format}`}
      aria-invalid={problem !== undefined}
      aria-describedby={problem === undefined ? undefined : "payload-problem"}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The main fields, those that are set or wrong, and those that one adds. */
function FieldsForm({
  draft,
  fields,
  problem,
  onChange,
}: {
  draft: Draft;
  fields: readonly FormField[];
  problem: PayloadProblem | undefined;
  onChange: (text: string) => void;
}) {
  const [added, setAdded] = useState<readonly FormField[]>([]);
  const body = bodyOf(draft);
  const isSet = (field: FormField) => readField(draft.platform, body, field) !== "";
  const isWrong = (field: FormField) => problem !== undefined && concerns(draft.platform, problem.field, field);
  const shown = fields.filter((field) => field.isMain || added.includes(field) || isSet(field) || isWrong(field));
  const hidden = fields.filter((field) => !shown.includes(field));
  const write = (field: FormField, text: string) => {
    // A field that is emptied stays while one is at it.
    if (!field.isMain && !added.includes(field)) setAdded([...added, field]);
    onChange(writeField(draft.platform, body, field, text));
  };
  return (
    <div class="form-fields">
      {shown.map((field, index) => (
        <FormInput
          key={field.path.join("/")}
          field={field}
          first={index === 0}
          isNew={field === added.at(-1)}
          value={readField(draft.platform, body, field) ?? ""}
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
