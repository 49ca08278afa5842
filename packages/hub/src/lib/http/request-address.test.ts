import fc from "fast-check";
import { expect, it } from "vitest";
import { readAddress } from "./request-address.js";

const parts = ({ protocol, host, hostname, pathname, search }: URL) => ({ protocol, host, hostname, pathname, search });

it.each([
  "http://localhost",
  "http://127.0.0.1:7447/?",
  "https://contoso.servicebus.windows.net/demo/messages/?api-version=2020-06&test#x?y",
  "http://[::1]:8080/a/../b?x=http://y/z",
  "https://EXAMPLE.com:443/%7Bid%7D/ü?ö#",
  "http://host/a#b/c?d",
])("splits %s as URL does", (address) => {
  const { url } = new Request(address);
  expect(readAddress(url)).toEqual(parts(new URL(url)));
});

it("splits any address as URL does", () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
      const { url } = new Request(address);
      expect(readAddress(url)).toEqual(parts(new URL(url)));
    }),
  );
});
