import { describe, expect, it } from "vitest";
import { NOW, seededRandom } from "../fixtures/call-hub.js";
import { createIdentifiers, installationRegistrationId } from "./identifiers.js";

describe("ids", () => {
  it("have the recorded shapes", () => {
    const ids = createIdentifiers(seededRandom());
    for (let turn = 0; turn < 200; turn++) {
      expect(ids.guid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(ids.notificationId(NOW)).toMatch(/^NH-20310506070809000-[0-9a-f]{32}-\d\d$/);
      expect(ids.scheduledId(NOW)).toMatch(/^[0-9a-f]{32}_20310506070809_\d{8}_\d\d_QNHQueue[0-9a-f]{32}-S\d{17}$/);
      expect(ids.registrationId()).toMatch(/^\d{1,19}-\d{1,19}-[123]$/);
    }
  });

  it("of jobs count down in ticks of 100 ns, as recorded", () => {
    // Recorded: 2518085877924241193 in the night of 2 July 2020, shortly after 18:03:27 UTC.
    const id = createIdentifiers(seededRandom()).jobId(Date.UTC(2020, 6, 2, 18, 3, 27));
    expect(id.slice(0, 9)).toBe("251808587");
    expect(id).toMatch(/^\d{19}[0-9a-f]{8}-/);
  });

  it("of an installation's registrations depend only on the installation and differ from each other", () => {
    const all = new Set<string>();
    for (let index = 0; index < 10_000; index++) {
      const id = installationRegistrationId(`device-${index}`, "\n");
      expect(id).toBe(installationRegistrationId(`device-${index}`, "\n"));
      for (const number of id.split("-").slice(0, 2)) expect(BigInt(number) < 2n ** 63n).toBe(true);
      all.add(id);
      all.add(installationRegistrationId(`device-${index}`, "\ntemplate"));
    }
    expect(all.size).toBe(20_000);
  });
});
