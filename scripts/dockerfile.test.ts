import { describe, expect, it } from "vitest";
import { readInstructions, readSteps } from "./dockerfile.mjs";
import { readText } from "./sources.mjs";

describe("the Dockerfile", () => {
  const text = readText("Dockerfile");
  const steps = readSteps(text);

  it("runs a user other than root", () => {
    expect(steps.user).toBe("node");
  });

  it("checks the health of the port that the hub listens on", () => {
    expect(steps.health.join(" ")).toContain("http://127.0.0.1:7447/_nh/health");
    expect(readInstructions(text)).toContainEqual({ name: "EXPOSE", rest: "7447 7448" });
  });

  it("keeps everything that changes in the volume", () => {
    expect(readInstructions(text)).toContainEqual({ name: "VOLUME", rest: '["/data"]' });
    expect(steps.start).toContain("/data/hub");
    expect(steps.environment).toMatchObject({ NH_CONFIG_DIR: expect.stringMatching(/^\/data\//) });
  });

  it("gives the volume to its user, who alone can read it", () => {
    expect(steps.prepare).toEqual(["install --directory --owner=node --group=node --mode=700 /data"]);
  });

  it("copies only the assembled folder into the last stage", () => {
    const copies = readInstructions(text).filter(({ name }) => name === "COPY");
    expect(copies).toEqual([
      { name: "COPY", rest: ". ." },
      { name: "COPY", rest: "--from=build /app /app" },
    ]);
  });
});

describe("compose.yaml", () => {
  const text = readText("compose.yaml");

  it("opens the ports of the image to this machine alone", () => {
    const [, exposed = ""] = /^EXPOSE (.*)$/m.exec(readText("Dockerfile")) ?? [];
    const ports = exposed.split(" ").map((port) => `"127.0.0.1:${port}:${port}"`);
    expect(text).toContain(`ports: [${ports.join(", ")}]`);
  });

  it("keeps the file system read-only except for the volume of the image, and drops all capabilities", () => {
    for (const line of ["read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]'])
      expect(text).toContain(line);
    expect(text).toContain('volumes: ["data:/data"]');
  });
});

it("joins continuation lines and drops comments", () => {
  expect(readInstructions("# a\nRUN a \\\n  b\n\nUSER c\n")).toEqual([
    { name: "RUN", rest: "a  b" },
    { name: "USER", rest: "c" },
  ]);
});
