import { useState } from "preact/hooks";
import { type Property, readProperties, writeProperties } from "./properties.js";

interface PropertiesFormProps {
  readonly body: string;
  /** Properties that templates of the audience name and the body lacks. */
  readonly missing: readonly string[];
  readonly onChange: (body: string) => void;
}

/** The properties of a template send, one row each, and those that are missing. */
export function PropertiesForm({ body, missing, onChange }: PropertiesFormProps) {
  // A row whose name is being typed is not in the document yet.
  const [unnamed, setUnnamed] = useState<string>();
  const properties = readProperties(body);
  if (properties === undefined) return <p class="problem">The properties are not a JSON object; write them as JSON.</p>;
  const replace = (index: number, property: Property) => {
    onChange(writeProperties(properties.map((before, at) => (at === index ? property : before))));
  };
  return (
    <div class="form-fields">
      {properties.map(([name, value], index) => (
        <div key={index} class="property">
          <input
            class="input mono"
            value={name}
            aria-label={`Name of property ${index + 1}`}
            onInput={(event) => replace(index, [event.currentTarget.value || name, value])}
          />
          <input
            class="input"
            value={value}
            aria-label={`Value of ${name}`}
            {...(index === 0 ? { "data-draft": "" } : {})}
            onInput={(event) => replace(index, [name, event.currentTarget.value])}
          />
          <button
            type="button"
            class="button button-quiet"
            aria-label={`Remove ${name}`}
            onClick={() => onChange(writeProperties(properties.filter((_, at) => at !== index)))}
          >
            ✕
          </button>
        </div>
      ))}
      {missing.map((name) => (
        <p key={name} class="problem">
          {name} is missing.{" "}
          <button type="button" class="link" onClick={() => onChange(writeProperties([...properties, [name, ""]]))}>
            Add {name}
          </button>
        </p>
      ))}
      {unnamed === undefined ? (
        <button type="button" class="more-fields" onClick={() => setUnnamed("")}>
          + property
        </button>
      ) : (
        <div class="property">
          <input
            class="input mono"
            placeholder="name"
            value={unnamed}
            aria-label="Name of the new property"
            ref={(element) => element?.focus()}
            onInput={(event) => setUnnamed(event.currentTarget.value)}
            onChange={() => {
              if (unnamed !== "") onChange(writeProperties([...properties, [unnamed, ""]]));
              setUnnamed(undefined);
            }}
          />
        </div>
      )}
    </div>
  );
}
