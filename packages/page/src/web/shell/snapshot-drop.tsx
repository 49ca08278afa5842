import { useEffect, useState } from "preact/hooks";
import { control } from "../hub/control.js";
import { digits } from "./digits.js";
import { usePage } from "./page-context.js";
import { reasonOf } from "./reason-of.js";

/** A snapshot that is dropped anywhere on the page replaces what the hub holds. */
export function SnapshotDrop() {
  const { say } = usePage();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const hover = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = async (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      setOver(false);
      try {
        const { records } = await control.importSnapshot(await file.text());
        say(`${file.name} replaced what the hub held: ${digits(records)} records.`);
      } catch (error) {
        say(`${file.name} changed nothing: ${reasonOf(error)}`, "bad");
      }
    };
    addEventListener("dragover", hover);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", hover);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [say]);
  return over ? <div class="drop">Drop a snapshot to replace everything that the hub holds</div> : null;
}
