import { NotificationHubClient } from "@nh/client";
import { createHub } from "@nh/hub";
import { rawNotification } from "@nh/payloads";
import fc from "fast-check";
import { expect, it } from "vitest";
import { nameFinder, reachWords } from "../src/web/compose/reach-words.js";
import { sampleDevices } from "../src/web/devices/sample-devices.js";
import type { Explanation } from "../src/web/hub/types.js";

const tag = fc.constantFrom(
  "sports",
  "SPORTS",
  "headlines",
  "finance",
  "lang:en",
  "lang:fr",
  "nobody",
  "$UserId:{lena}",
  "$UserId:{Ada}",
  "$InstallationId:{hugo-iphone}",
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    tag,
    tie("expression").map((inner) => `!(${inner})`),
    fc.tuple(tie("expression"), tie("expression")).map(([left, right]) => `(${left} && ${right})`),
    fc.tuple(tie("expression"), tie("expression")).map(([left, right]) => `(${left} || ${right})`),
  ),
}));
const many = fc.array(tag, { minLength: 1, maxLength: 30 }).map((tags) => tags.join(" || "));

it("promises exactly what a send then does, for 1,000 random audiences", async () => {
  const hub = createHub({ hubs: ["shop"] });
  const client = new NotificationHubClient(hub.connectionString, "shop", { fetch: hub.fetch, retry: false });
  for (const installation of sampleDevices()) await client.installations.put(installation);
  const sends = [
    { platform: "apple", body: '{"aps":{"alert":"x"}}' },
    // In every language of the samples: a device without its own gets nothing, as the preview says.
    { platform: "template", body: '{"greeting_en":"Hello","greeting_fr":"Bonjour","greeting_de":"Hallo"}' },
  ] as const;
  await fc.assert(
    fc.asyncProperty(fc.oneof(expression, many), fc.constantFrom(...sends), async (audience, { platform, body }) => {
      const explanation = hub.explain({ hub: "shop", platform, audience, body }) as unknown as Explanation;
      const words = reachWords(explanation, nameFinder([]));
      hub.requests.clear();
      const sent = await client.send(rawNotification({ platform, body }), audience).then(
        () => true,
        () => false,
      );
      const [request] = hub.requests.list();
      // The client refuses what is over the limits of the service, as the preview says.
      if (!sent) expect(words.tone).toBe("bad");
      else {
        const { matched = -1, candidates = -1 } = request?.send ?? {};
        const kind = platform === "template" ? "templates" : `${platform} registrations`;
        expect(words.sentence).toBe(`Reaches ${matched} of ${candidates} ${kind}.`);
        expect(words.tone).toBe(matched === 0 ? "warn" : "good");
      }
    }),
    { numRuns: 1_000 },
  );
  hub.close();
});
