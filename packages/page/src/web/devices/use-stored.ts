import { useEffect, useState } from "preact/hooks";
import type { Device } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { reasonOf } from "../shell/reason-of.js";
import { callStored, readInstallation } from "./stored-documents.js";
import { installationTemplates, registrationTemplate, type StoredTemplate } from "./stored-templates.js";

/** What the service stores of a device: its installation, or its registrations. */
export function useStored(device: Device | undefined): {
  document: string | undefined;
  templates: readonly StoredTemplate[];
  problem: string | undefined;
  reload: () => void;
} {
  const connection = useHub((state) => state.connection);
  const [stored, setStored] = useState<{ document?: string; templates: readonly StoredTemplate[]; problem?: string }>({
    templates: [],
  });
  const [turn, setTurn] = useState(0);
  // What the list shows of it changes when the document does, save for the body of a template.
  const shown = JSON.stringify(device);
  useEffect(() => {
    if (connection === undefined || device === undefined) return;
    let current = true;
    const { hub, installationId, registrationIds } = device;
    const load = async () => {
      if (installationId !== null) {
        const installation = readInstallation(await callStored(connection, hub, "getInstallation", installationId));
        const document = JSON.stringify(installation, null, 2);
        return { document, templates: installationTemplates(installation) };
      }
      const entries = await Promise.all(
        registrationIds.map((parameter) => callStored(connection, hub, "getRegistration", parameter)),
      );
      return { document: entries.join("\n\n"), templates: entries.flatMap(registrationTemplate) };
    };
    load().then(
      (found) => current && setStored(found),
      (error: unknown) => current && setStored({ templates: [], problem: reasonOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [connection, shown, turn]);
  return {
    document: stored.document,
    templates: stored.templates,
    problem: stored.problem,
    reload: () => setTurn(turn + 1),
  };
}
