import { describe, expect, it } from "vitest";
import { findCircles } from "./circles.mjs";
import { linkFiles } from "./sources.mjs";

const circles = (graph: Record<string, string[]>) => findCircles(new Map(Object.entries(graph)));

describe("import circles", () => {
  it("finds none where imports only point down", () => {
    expect(circles({ a: ["b", "c"], b: ["c", "d"], c: ["d"], d: [] })).toEqual([]);
  });

  it("prints the path of a circle, back to the file where it starts", () => {
    expect(circles({ start: ["a"], a: ["b"], b: ["a"] })).toEqual([["a", "b", "a"]]);
    expect(circles({ a: ["a"] })).toEqual([["a", "a"]]);
  });

  it("prints one circle of each knot, the shortest of it", () => {
    expect(circles({ a: ["b"], b: ["c"], c: ["a", "d"], d: ["c"], x: ["y", "a"], y: ["z"], z: ["x"] })).toEqual([
      ["c", "d", "c"],
      ["x", "y", "z", "x"],
    ]);
  });

  it("holds out on a path of 100,000 imports", () => {
    const graph = new Map(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, [`f${index + 1}`]]));
    expect(findCircles(graph)).toEqual([]);
  });
});

describe("the files behind imports", () => {
  const files = ["p/a.ts", "p/b.tsx", "p/c.mjs", "p/lib/d.d.ts", "p/e.css"];
  const targets = (...specifiers: string[]) => {
    const imports = specifiers.map((specifier) => ({ file: "p/a.ts", specifier }));
    return [...(linkFiles(imports, files).get("p/a.ts") ?? [])];
  };

  it("are found by the name of what is built from them", () => {
    expect(targets("./b.js", "./c.mjs", "./e.css")).toEqual(["p/b.tsx", "p/c.mjs", "p/e.css"]);
    expect(targets("./lib/d.js", "../p/a.js")).toEqual(["p/lib/d.d.ts", "p/a.ts"]);
  });

  it("are all that the package's own imports may choose from", () => {
    const choices = { auth: { "#hmac": ["hmac", "hmac-node"] } };
    const imports = [{ file: "packages/auth/src/lib/sas-token.ts", specifier: "#hmac" }];
    const sources = ["packages/auth/src/lib/hmac.ts", "packages/auth/src/lib/hmac-node.ts"];
    expect(linkFiles(imports, sources, choices)).toEqual(new Map([[imports[0]?.file, new Set(sources)]]));
  });

  it("do not include other packages or modules of Node", () => {
    expect(targets("@nh/wire", "node:fs", "./gone.js")).toEqual([]);
  });
});
