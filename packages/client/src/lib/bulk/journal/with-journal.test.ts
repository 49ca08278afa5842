import { apple } from "@nh/payloads";
import { expect, it, vi } from "vitest";
import { collect, connectHub, rejection } from "../../../../test/connect-hub.js";
import { sendToDevices } from "../send-to-devices.js";

vi.mock("#open-journal", () => import("./no-journal.js"));

it("says what to do where there are no files, and sends nothing", async () => {
  const { context, sent } = connectHub();
  const results = sendToDevices(context, apple({ alert: "Doors open" }), ["00fc13ad"], { journal: "run.journal" });
  expect(await rejection(collect(results))).toMatchObject({
    code: "NH_INVALID_ARGUMENT",
    message:
      "sendToDevices: journal needs the files of Node.js. Elsewhere, store the cursor that onProgress gets, and pass it as resumeFrom",
  });
  expect(sent).toEqual([]);
});
