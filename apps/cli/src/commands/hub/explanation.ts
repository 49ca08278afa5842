import { shortenHandle } from "@nh/wire";
import { asRecord, asRecords, asText, type JsonRecord } from "../../input/json-fields.js";
import { renderTable } from "../../output/table.js";
import { terminalLine, wrapWords } from "../../output/terminal-text.js";

/**
 * Who receives a notification and who does not, for people: the summary, then each device with its
 * last step. Without a payload the hub reaches nobody, so the table shows who could get one.
 */
export function explanationText(explanation: JsonRecord, width: number, hasPayload: boolean): string {
  const summary = wrapWords(terminalLine(asText(explanation.summary) ?? ""), width, "");
  const devices = asRecords(explanation.devices);
  if (devices.length === 0) return summary;
  const table = renderTable(
    [
      hasPayload
        ? { title: "gets it", value: ({ reached }) => (reached === true ? "yes" : "no") }
        : { title: "can get it", value: (device) => (lastStep(device).ok === true ? "yes" : "no") },
      {
        title: "device",
        value: (device) => asText(device.installationId) ?? shortenHandle(asText(device.handle) ?? ""),
      },
      { title: "template", value: ({ template }) => asText(template) },
      { title: "last step", value: (device) => asText(lastStep(device).step) },
      { title: "why", value: (device) => asText(lastStep(device).detail), givesWay: true, wraps: true },
    ],
    devices,
    { width },
  );
  return `${summary}\n\n${table}`;
}

const lastStep = ({ steps }: JsonRecord) => asRecord(asRecords(steps).at(-1));
