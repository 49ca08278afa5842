import { platformWire } from "@nh/wire";
import { describe, expect, it } from "vitest";
import { installationPlatforms, nativePlatforms } from "../input/platform-names.js";
import { didYouMean } from "./did-you-mean.js";

describe("didYouMean", () => {
  const renamed = Object.values(platformWire).filter((row) => row.platform !== row.installationPlatform);

  it.each(renamed)("translates $installationPlatform and $platform into each other", (row) => {
    expect(didYouMean(row.installationPlatform, nativePlatforms)).toBe(row.platform);
    expect(didYouMean(row.platform, installationPlatforms)).toBe(row.installationPlatform);
  });

  it("finds a word that is a typing error or two away, and nothing else", () => {
    expect(didYouMean("inport", ["export", "import", "list"])).toBe("import");
    expect(didYouMean("lsit", ["export", "import", "list"])).toBe("list");
    for (const word of ["constructor", "toString", "__proto__"])
      expect(didYouMean(word, ["export", "import"])).toBeUndefined();
    expect(didYouMean("frobnicate", ["export", "import", "list"])).toBeUndefined();
  });
});
