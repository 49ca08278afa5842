import { expect, it } from "vitest";
import { checkCopySize, MAX_COPY_BYTES } from "./clean-copy.js";

it("a clean copy can have as many bytes as one request can write, and no more", () => {
  expect(() => checkCopySize(MAX_COPY_BYTES)).not.toThrow();
  expect(() => checkCopySize(MAX_COPY_BYTES + 1)).toThrow(
    "The clean copy of the import file would have 5,242,880,001 bytes. Azure Storage takes at most 5,242,880,000 bytes (5,000 MiB) in one request.",
  );
});
