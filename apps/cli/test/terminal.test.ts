import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createPlace,
  hasPython,
  isBuilt,
  nh,
  nhInTerminal,
  startLocalHub,
  whyNoTerminal,
  whyNotBuilt,
} from "./built-binary.js";

const ctrlC = "\u0003";

describe.skipIf(!isBuilt || !hasPython)(`nh in a terminal${whyNotBuilt}${whyNoTerminal}`, { timeout: 60_000 }, () => {
  let hub: Awaited<ReturnType<typeof startLocalHub>>;
  let place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv };
  beforeAll(async () => {
    hub = await startLocalHub(["--no-https"]);
    place = { cwd: hub.folder, env: hub.env };
    await nh(
      ["installations", "put", "phone-1", "--platform", "apns", "--channel", "AB12AB12AB12AB12", "--tags", "news"],
      { env: hub.env },
    );
  });
  afterAll(async () => {
    hub.running.child.kill("SIGKILL");
    await hub.running.finished;
  });

  it("asks before it broadcasts, and sends on yes", async () => {
    const steps = [{ wait: "Send to everyone on apple, hub", type: "y" }];
    const { shown, code } = await nhInTerminal(["send", "apple", "--title", "Hi", "--everyone"], { ...place, steps });
    expect(shown).toContain("enqueued");
    expect(code).toBe(0);
  });

  it("does nothing on no, or on Ctrl-C at the prompt, and exits with 130", async () => {
    for (const type of ["n", ctrlC]) {
      const steps = [{ wait: "Send to everyone on apple, hub", type }];
      const { shown, code } = await nhInTerminal(["send", "apple", "--title", "Hi", "--everyone"], { ...place, steps });
      expect(shown).not.toContain("enqueued");
      expect(code).toBe(130);
    }
  });

  it("stops its hub with exit code 0 when the terminal is closed", async () => {
    const words = ["hub", "start", "--port", "0", "--no-https"];
    const { shown, code } = await nhInTerminal(words, { ...place, steps: [{ wait: "Running." }] });
    expect(shown).toContain("Ctrl-C stops it.");
    expect(code).toBe(0);
  });

  it("shows progress of a bulk send", async () => {
    const handles = Array.from({ length: 50 }, (_, index) => index.toString(16).padStart(64, "0"));
    writeFileSync(join(hub.folder, "handles.txt"), handles.join("\n"));
    const { shown, code } = await nhInTerminal(
      ["send", "apple", "--title", "Hi", "--devices", "handles.txt", "--batch-size", "10"],
      place,
    );
    expect(shown).toContain("100 %  50 of 50 devices");
    expect(shown).toContain("50 devices in 5 batches");
    expect(code).toBe(0);
  });

  it("ends a bulk send on Ctrl-C with 130 and reports what was done", async () => {
    await fetch(`${hub.url}/_nh/faults`, {
      method: "POST",
      body: JSON.stringify({ match: { operation: "sendBatch" }, answer: { delayMs: 200 } }),
    });
    writeFileSync(
      join(hub.folder, "many.txt"),
      Array.from({ length: 500 }, (_, index) => index.toString(16).padStart(64, "0")).join("\n"),
    );
    const words = [
      "send",
      "apple",
      "--title",
      "Hi",
      "--devices",
      "many.txt",
      "--batch-size",
      "1",
      "--concurrency",
      "1",
      "--resume",
      "run.journal",
    ];
    const { shown, code, stepsLeft } = await nhInTerminal(words, {
      ...place,
      steps: [{ wait: "of 500 devices", type: ctrlC }],
    });
    await fetch(`${hub.url}/_nh/faults`, { method: "DELETE" });
    expect(stepsLeft).toBe(0);
    // The terminal is narrower than the sentence.
    expect(shown.replace(/\s+/g, " ")).toMatch(
      /Interrupted\. Sent to \d+ devices? in \d+ batch(es)?\. Run the same command with --resume run\.journal to continue\./,
    );
    expect(code).toBe(130);
  });

  it("ends listening on Ctrl-C with 130, and a hub with 0", async () => {
    const steps = [{ wait: "Running. Ctrl-C stops it.", type: ctrlC }];
    const started = await nhInTerminal(["hub", "start", "--port", "0", "--no-https"], { ...createPlaceIn(), steps });
    expect(started.shown).toContain("Stopped.");
    expect(started.code).toBe(0);
    const listened = await nhInTerminal(["listen"], { ...place, steps: [{ wait: "Listening", type: ctrlC }] });
    expect(listened.shown).toContain("Interrupted. Saw 0 deliveries.");
    expect(listened.code).toBe(130);
  });

  it("draws a table as wide as the terminal, in color unless NO_COLOR is set", async () => {
    const colored = await nhInTerminal(["installations", "list"], place);
    expect(colored.shown).toContain("\u001b[1mID ");
    const plain = await nhInTerminal(["installations", "list"], { ...place, env: { ...place.env, NO_COLOR: "1" } });
    expect(plain.shown).not.toContain("\u001b[");
    expect(plain.shown).toContain("phone-1  apns");
  });
});

function createPlaceIn() {
  const { folder, env } = createPlace();
  return { cwd: folder, env };
}
