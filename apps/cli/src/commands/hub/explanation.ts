import { shortenHandle } from "@nh/wire";
import { asRecord, asRecords, asText, type JsonRecord } from "../../input/json-fields.js";
import { renderTable } from "../../output/table.js";
import { terminalLine } from "../../output/terminal-text.js";

/** The answer of a local hub to "who gets this, and why not", for people: the sentence, then each device and its last step. */
export function explanationText(answer: JsonRecord, width: number): string {
  const summary = terminalLine(asText(answer.summary) ?? "");
  const devices = asRecords(answer.devices);
  if (devices.length === 0) return summary;
  const table = renderTable(
    [
      { title: "gets it", value: ({ reached }) => (reached === true ? "yes" : "no") },
      {
        title: "device",
        value: (device) => asText(device.installationId) ?? shortenHandle(asText(device.handle) ?? ""),
      },
      { title: "template", value: ({ template }) => asText(template) },
      { title: "as far as", value: (device) => asText(lastStep(device).step) },
      { title: "why", value: (device) => asText(lastStep(device).detail), givesWay: true, wraps: true },
    ],
    devices,
    { width },
  );
  return `${summary}\n\n${table}`;
}

const lastStep = ({ steps }: JsonRecord) => asRecord(asRecords(steps).at(-1));
