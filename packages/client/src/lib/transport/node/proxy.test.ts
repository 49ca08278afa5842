import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { proxyFor } from "./proxy.js";

const service = new URL("https://contoso.servicebus.windows.net");
const proxy = { protocol: "http:", hostname: "proxy.example", port: 3128, authorization: undefined };

describe("proxyFor", () => {
  it.each([{ HTTPS_PROXY: "http://proxy.example:3128" }, { https_proxy: "proxy.example:3128" }])(
    "reads %j",
    (environment) => {
      expect(proxyFor(service, environment)).toEqual(proxy);
    },
  );

  it("prefers the variable in small letters", () => {
    const environment = { https_proxy: "http://proxy.example:3128", HTTPS_PROXY: "http://other.example" };
    expect(proxyFor(service, environment)).toEqual(proxy);
  });

  it("takes the port of the protocol when none is given", () => {
    expect(proxyFor(service, { HTTPS_PROXY: "https://proxy.example" })?.port).toBe(443);
    expect(proxyFor(service, { HTTPS_PROXY: "http://proxy.example" })?.port).toBe(80);
  });

  it("turns user and password into a header, as UTF-8", () => {
    const found = proxyFor(service, { HTTPS_PROXY: "http://us%20er:p%C3%A4ss@proxy.example:3128" });
    expect(found?.authorization).toBe(`Basic ${Buffer.from("us er:päss").toString("base64")}`);
  });

  it.each([undefined, "", "  "])("finds none in %j", (HTTPS_PROXY) => {
    expect(proxyFor(service, { HTTPS_PROXY })).toBeUndefined();
  });

  it.each(["https://localhost:7448", "https://127.0.0.1:7448", "https://[::1]:7448", "http://127.0.0.1:7447"])(
    "never sends %s through a proxy",
    (origin) => {
      expect(proxyFor(new URL(origin), { HTTPS_PROXY: "http://proxy.example:3128" })).toBeUndefined();
    },
  );

  it.each([
    "contoso.servicebus.windows.net",
    ".windows.net",
    "*.windows.net",
    "windows.net",
    "WINDOWS.NET",
    "other.example, windows.net",
    "other.example windows.net",
    "windows.net:443",
    "*",
  ])("honours NO_PROXY=%s", (NO_PROXY) => {
    expect(proxyFor(service, { HTTPS_PROXY: "http://proxy.example:3128", NO_PROXY })).toBeUndefined();
  });

  it.each(["dows.net", "windows.net:444", "contoso", "", ",", "x.contoso.servicebus.windows.net"])(
    "is not stopped by NO_PROXY=%s",
    (no_proxy) => {
      expect(proxyFor(service, { HTTPS_PROXY: "http://proxy.example:3128", no_proxy })).toEqual(proxy);
    },
  );

  it("honours an IPv6 address in NO_PROXY", () => {
    const environment = { HTTPS_PROXY: "http://proxy.example:3128" };
    const origin = new URL("https://[2001:db8::1]:8443");
    expect(proxyFor(origin, { ...environment, NO_PROXY: "2001:db8::1" })).toBeUndefined();
    expect(proxyFor(origin, { ...environment, NO_PROXY: "[2001:db8::1]:8443" })).toBeUndefined();
    expect(proxyFor(origin, { ...environment, NO_PROXY: "[2001:db8::1]:1" })).toEqual(proxy);
  });

  it.each(["socks5://proxy.example:1080", "http://", "http://proxy example", "http://%zz:x@proxy.example"])(
    "refuses HTTPS_PROXY=%s without quoting it",
    (HTTPS_PROXY) => {
      const read = (): unknown => proxyFor(service, { HTTPS_PROXY });
      expect(read).toThrow(TypeError);
      expect(read).toThrow("HTTPS_PROXY must be the address of a proxy, such as http://proxy.example:3128.");
    },
  );

  it("takes the URL as a string, and reads the environment of the process by default", () => {
    vi.stubEnv("https_proxy", "http://proxy.example:3128");
    vi.stubEnv("no_proxy", "");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(proxyFor(`${service}hub/messages`)).toEqual(proxy);
    expect(() => proxyFor("contoso")).toThrow(TypeError);
  });

  it("survives any NO_PROXY", () => {
    fc.assert(
      fc.property(fc.string(), (NO_PROXY) => {
        proxyFor(service, { HTTPS_PROXY: "http://proxy.example:3128", NO_PROXY });
      }),
    );
  });
});
