import { useState } from "preact/hooks";
import { CodeBlock } from "../shell/code-block.js";
import { CopyButton } from "../shell/copy-button.js";
import { sampleLanguages } from "./code/samples.js";
import type { SendSample } from "./code/send-sample.js";

/** The same send in every language. */
export function CodeTab({ sample }: { sample: SendSample }) {
  const [language, setLanguage] = useState("typescript");
  const chosen = sampleLanguages.find(({ id }) => id === language);
  if (chosen === undefined) return null;
  const text = chosen.write(sample);
  return (
    <>
      <fieldset class="tab-row" aria-label="Language">
        {sampleLanguages.map(({ id, label }) => (
          <button key={id} type="button" class="pill" aria-pressed={id === language} onClick={() => setLanguage(id)}>
            {label}
          </button>
        ))}
        <CopyButton text={text} />
      </fieldset>
      <CodeBlock label={`Program in ${chosen.label}`} text={text} language="typescript" />
      <p class="hint">Each reads the connection string from NH_CONNECTION_STRING.</p>
    </>
  );
}
