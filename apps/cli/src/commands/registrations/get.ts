import { exitCodes } from "../../exit-codes.js";
import { withClient } from "../../hub/with-client.js";
import { command } from "../../program/command.js";
import { registrationFields, registrationText } from "./registration-view.js";

export const get = command({
  summary: "show a registration",
  arguments: { id: { summary: "ID of the registration", isId: true } },
  hub: "any",
  json: registrationFields,
  examples: [{ command: "nh registrations get 1234-5678-1", title: "One registration" }],
  async run(call) {
    const registration = await withClient(call, ({ client }) =>
      client.registrations.get(call.arguments.id, { signal: call.io.signal }),
    );
    await call.output.document(registration, registrationText(registration, call.io.stdout.columns));
    return exitCodes.ok;
  },
});
