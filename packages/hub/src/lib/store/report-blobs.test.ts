import { expect, it } from "vitest";
import { createIdentifiers } from "../devices/identifiers.js";
import { errorsContainer, feedbackContainer } from "../sends/feedback-blobs.js";
import { failedBlob, outputBlob } from "../writes/job-runner.js";
import { reportKind } from "./report-blobs.js";

const job = { hub: "my-hub", id: createIdentifiers(Math.random).jobId(Date.UTC(2031, 4, 6)) };

it("recognizes the blobs that the hub writes", () => {
  expect(reportKind(feedbackContainer("hub"), "05062031")).toBe("feedback");
  expect(reportKind(errorsContainer("hub"), "NH-1.txt")).toBe("feedback");
  expect(reportKind("contoso/files", outputBlob(job))).toBe("result");
  expect(reportKind("contoso/files", failedBlob(job))).toBe("result");
});

it.each([
  ["contoso/files", "import.txt"],
  ["contoso/files", "hub/1/Output.txt"],
  ["contoso/files", `old/${outputBlob(job)}`],
  ["contoso/files", `${outputBlob(job)}.bak`],
  ["feedback/files", "05062031"],
])("treats %s/%s as the work of a person", (container, name) => {
  expect(reportKind(container, name)).toBeUndefined();
});
