import { describe, expect, it } from "vitest";
import { readBlobAddress } from "./blob-address.js";

describe("a blob address", () => {
  it.each([
    ["https://acc.blob.core.windows.net/in?sv=1&sig=x", { container: "acc/in", name: undefined }],
    ["https://acc.blob.core.windows.net/in/", { container: "acc/in", name: undefined }],
    ["https://ACC.blob.core.windows.net/in/a/b%20c.txt?sig=x", { container: "acc/in", name: "a/b c.txt" }],
    ["http://127.0.0.1:10000/devstoreaccount1/in/list.txt", { container: "devstoreaccount1/in", name: "list.txt" }],
    ["http://localhost:7447/_nh/blobs/acc/in/list.txt", { container: "acc/in", name: "list.txt" }],
    ["https://acc.blob.core.windows.net/", undefined],
    ["https://acc.blob.core.windows.net/in/..%2f..%2fsecret", undefined],
    ["https://acc.blob.core.windows.net/in/a//b", undefined],
    ["https://acc.blob.core.windows.net/in/%zz", undefined],
    ["https://acc.blob.core.windows.net/IN_1/x", undefined],
    ["file:///etc/passwd", undefined],
    ["nonsense", undefined],
  ])("%s means %j", (address, expected) => {
    expect(readBlobAddress(address)).toEqual(expected);
  });
});
