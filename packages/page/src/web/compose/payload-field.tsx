import { useId, useState } from "preact/hooks";
import { FieldsForm, type FieldsFormProps } from "./fields-form.js";
import { concerns, isXmlPlatform, readField } from "./form.js";
import { PropertiesForm } from "./properties-form.js";

interface PayloadFieldProps extends FieldsFormProps {
  /** What the document is, for screen readers. */
  readonly name: string;
  /** What the button Sample restores. Default: no such button. */
  readonly sample?: string;
  /** Properties that templates of the audience name and the draft lacks. */
  readonly missing?: readonly string[];
}

/** A payload, or a part of one, as a form and as the document itself: two views of one text. */
export function PayloadField({ name, sample, missing = [], ...form }: PayloadFieldProps) {
  const { platform, body, fields, problem, onChange } = form;
  const [view, setView] = useState<"form" | "document">("form");
  const problemId = useId();
  const hasForm = platform === "template" || fields.some((field) => readField(platform, body, field) !== undefined);
  const shown = hasForm ? view : "document";
  const format = isXmlPlatform(platform) ? "XML" : "JSON";
  return (
    <div class="field">
      <div class="label-row">
        <fieldset class="tab-row" aria-label={`View of ${name}`}>
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
        {sample !== undefined && body !== sample && (
          <button type="button" class="button button-quiet" onClick={() => onChange(sample)}>
            Sample
          </button>
        )}
      </div>
      {shown === "document" ? (
        <textarea
          data-draft
          class="input document"
          spellcheck={false}
          rows={Math.min(16, Math.max(6, body.split("\n").length + 1))}
          value={body}
          aria-label={`${name} as ${format}`}
          aria-invalid={problem !== undefined}
          aria-describedby={problem && problemId}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      ) : platform === "template" ? (
        <PropertiesForm body={body} missing={missing} onChange={onChange} />
      ) : (
        <FieldsForm key={platform} {...form} />
      )}
      {problem !== undefined &&
        (shown === "document" || !fields.some((field) => concerns(platform, problem.field, field))) && (
          <p class="problem" id={problemId} role="status">
            {problem.line === undefined ? "" : `Line ${problem.line}: `}
            {problem.message}
          </p>
        )}
    </div>
  );
}
