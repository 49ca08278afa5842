import { useState } from "preact/hooks";
import { useHub } from "../hub/use-hub.js";
import { usePage } from "../shell/page-context.js";
import { reasonOf } from "../shell/reason-of.js";
import { putInstallation, readInstallation } from "./stored-documents.js";

interface DeviceEditorProps {
  readonly hub: string;
  /** The installation as JSON. */
  readonly document: string;
  readonly onDone: () => void;
}

/** An installation as the document that the service stores; PUT replaces it as a whole. */
export function DeviceEditor({ hub, document, onDone }: DeviceEditorProps) {
  const connection = useHub((state) => state.connection);
  const { say } = usePage();
  const [text, setText] = useState(document);
  const [problem, setProblem] = useState<string>();
  const save = async (event: Event) => {
    event.preventDefault();
    if (connection === undefined) return;
    try {
      const installation = readInstallation(text);
      await putInstallation(connection, hub, installation);
      say(`${installation.installationId} is stored.`);
      onDone();
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  return (
    <form onSubmit={save} class="device-editor">
      <textarea
        class="input document"
        rows={16}
        spellcheck={false}
        value={text}
        aria-label="Installation as JSON"
        aria-invalid={problem !== undefined}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      {problem !== undefined && <p class="problem">{problem}</p>}
      <button type="submit" class="button button-primary">
        Store it
      </button>
    </form>
  );
}
