import { describe, expect, it } from "vitest";
import {
  adm,
  apple,
  appleLiveActivity,
  baidu,
  browser,
  browserHandle,
  convertGcmToFcmV1,
  fcmV1,
  gcm,
  isArgumentError,
  isPayloadError,
  rawNotification,
  template,
  windows,
  windowsBadge,
  windowsPhone,
  windowsPhoneRaw,
  windowsPhoneTile,
  windowsPhoneToast,
  windowsRaw,
  windowsTile,
  windowsToast,
  xiaomi,
} from "../index.js";
import { defineTemplate, lintTemplate, parseTemplate, renderExpression, renderTemplate } from "../template.js";
import { parseXml } from "../xml.js";

type Call = (input: unknown) => unknown;

const change = { attributesType: "A", attributes: {}, contentState: {}, alert: "x" };

/** Every builder with an input that it accepts, and a property of it that holds anything. */
const builders: readonly [name: string, build: (...args: never[]) => unknown, input: unknown][] = [
  ["apple", apple, { alert: "x", data: {} }],
  ["apple, Apple's own document", apple, { aps: { alert: "x" } }],
  ["appleLiveActivity.start", appleLiveActivity.start, change],
  ["appleLiveActivity.update", appleLiveActivity.update, { contentState: {} }],
  ["appleLiveActivity.end", appleLiveActivity.end, { contentState: {} }],
  ["fcmV1", fcmV1, { data: { a: "b" } }],
  ["fcmV1, Google's own document", fcmV1, { message: { data: { a: "b" } } }],
  ["gcm", gcm, { data: {} }],
  ["adm", adm, { data: {} }],
  ["baidu", baidu, { description: "D", customContent: {} }],
  ["xiaomi", xiaomi, { title: "T", unconfirmed: {} }],
  ["browser", browser, { title: "T", data: {} }],
  ["template", template, { title: "T" }],
  ["windowsToast", windowsToast, { texts: ["x"] }],
  ["windowsTile", windowsTile, { small: { content: ["x"] } }],
  ["windowsPhoneToast", windowsPhoneToast, { text1: "x" }],
  ["windowsPhoneTile", windowsPhoneTile, { template: "flip", title: "x" }],
  ["windows", windows, "<badge value='1'/>"],
  ["windowsBadge", windowsBadge, 1],
  ["windowsRaw", windowsRaw, "x"],
  ["windowsPhone", windowsPhone, "<wp:Notification xmlns:wp='WPNotification'><wp:Tile/></wp:Notification>"],
  ["windowsPhoneRaw", windowsPhoneRaw, "x"],
];

const withoutOptions: readonly [name: string, call: (...args: never[]) => unknown, input: unknown][] = [
  ["rawNotification", rawNotification, { platform: "apple", body: "{}" }],
  [
    "browserHandle",
    browserHandle,
    { endpoint: "https://example.com", keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) } },
  ],
  ["convertGcmToFcmV1", convertGcmToFcmV1, { data: {} }],
];

const thrown = new Error("from a getter");
const throws = (): never => {
  throw thrown;
};

/** What nobody means to pass, made anew for each call. */
const hostile: readonly [name: string, make: () => unknown][] = [
  ["undefined", () => undefined],
  ["null", () => null],
  ["a number", () => Number.NaN],
  ["a bigint", () => 1n],
  ["a symbol", () => Symbol("s")],
  ["a function", () => () => "x"],
  ["a list", () => [["a", 1]]],
  ["a Map", () => new Map([["alert", "x"]])],
  ["a Date that is invalid", () => new Date(Number.NaN)],
  [
    "an object with its own tag that throws",
    () => ({
      get [Symbol.toStringTag]() {
        return throws();
      },
    }),
  ],
  [
    "a revoked Proxy",
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
  ],
  [
    "a Proxy whose traps throw",
    () => new Proxy({}, { get: throws, has: throws, ownKeys: throws, getPrototypeOf: throws }),
  ],
  ["a Proxy of a function whose traps throw", () => new Proxy(() => "x", { get: throws, apply: throws })],
  [
    "an object that throws where it is converted",
    () => ({ toString: throws, valueOf: throws, toJSON: throws, [Symbol.toPrimitive]: throws }),
  ],
];

/** What may hide in an object that is of the right kind otherwise. */
const hidden: readonly (readonly [name: string, hide: (object: object) => void])[] = [
  ["a getter that throws", (object) => Object.defineProperty(object, "x", { get: throws, enumerable: true })],
  ["itself", (object) => Object.assign(object, { x: object })],
  ["itself in a list", (object) => Object.assign(object, { x: [[object]] })],
  ["10,000 levels", (object) => Object.assign(object, { x: nested(10_000) })],
  ["10,000 levels of lists", (object) => Object.assign(object, { x: nestedLists(10_000) })],
  ["a key __proto__", (object) => Object.defineProperty(object, "__proto__", { value: Symbol("s"), enumerable: true })],
  ...hostile.slice(2).map(([name, make]) => [name, (object: object) => Object.assign(object, { x: make() })] as const),
];

function nested(levels: number): object {
  let object = {};
  for (let level = 0; level < levels; level++) object = { a: object };
  return object;
}

function nestedLists(levels: number): unknown[] {
  let list: unknown[] = [];
  for (let level = 0; level < levels; level++) list = [list];
  return list;
}

/**
 * Fails for any error that is not of this package, and for one that shows what a getter threw in
 * its message.
 */
function expectOwnError(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    if (!isPayloadError(error) && !isArgumentError(error)) throw error;
    expect((error as Error).message).not.toContain(thrown.message);
    return;
  }
}

describe("input that nobody means", () => {
  const calls = [...builders, ...withoutOptions];

  it.each(calls)("%s throws an error of its own for every kind of value", (_name, build) => {
    for (const [, make] of hostile) {
      expectOwnError(() => (build as Call)(make()));
      expect(() => (build as Call)(make())).toThrow(Error);
    }
  });

  it.each(calls.filter(([, , input]) => typeof input === "object"))(
    "%s throws an error of its own for whatever hides in its input",
    (_name, build, input) => {
      for (const [, hide] of hidden) {
        for (const pick of [(root: object) => root, ...Object.keys(input as object).map(picking)]) {
          const copy = structuredClone(input) as object;
          const place = pick(copy);
          if (typeof place !== "object" || place === null) continue;
          hide(place);
          expectOwnError(() => (build as Call)(copy));
        }
      }
    },
  );

  it.each(builders)("%s throws an error of its own for every kind of options", (_name, build, input) => {
    const call = (options: unknown) => (build as (...args: unknown[]) => unknown)(input, options);
    for (const [name, make] of hostile) {
      if (name === "undefined") continue;
      expectOwnError(() => call(make()));
      expect(() => call(make())).toThrow(Error);
      expectOwnError(() => call({ headers: make() }));
      expectOwnError(() => call({ headers: { "X-A": make() } }));
      for (const option of [
        "pushType",
        "priority",
        "expiration",
        "messageType",
        "tag",
        "ttlSeconds",
        "delaySeconds",
        "bundleId",
      ]) {
        expectOwnError(() => call({ [option]: make() }));
      }
    }
    for (const [, hide] of hidden) {
      const options = {};
      hide(options);
      expect(() => call(options)).toThrow(Error);
      expectOwnError(() => call(options));
    }
  });

  it.each(builders)("%s takes objects without prototype", (_name, build, input) => {
    const bare = (value: unknown): unknown => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
      return Object.assign(
        Object.create(null),
        Object.fromEntries(Object.entries(value).map(([k, v]) => [k, bare(v)])),
      );
    };
    const call = build as (...args: unknown[]) => unknown;
    const options = bare({ headers: { "X-A": "1" } });
    expect(call(bare(input), options)).toMatchObject({ headers: { "X-A": "1" } });
  });

  it("keeps the error of a getter as cause", () => {
    const payload = {
      alert: "x",
      get data() {
        return throws();
      },
    };
    expect(() => apple(payload as never)).toThrow("apple: payload could not be read");
    try {
      apple(payload as never);
    } catch (error) {
      expect((error as Error).cause).toBe(thrown);
    }
  });
});

describe("names that every object inherits", () => {
  const names = ["constructor", "toString", "hasOwnProperty", "valueOf", "__proto__"];
  const own = (name: string, value: unknown, object = {}) =>
    Object.defineProperty(object, name, { value, enumerable: true });

  it.each(names)("%s is not a known option of any builder", (name) => {
    for (const [, build, input] of builders) {
      const call = () => (build as (...args: unknown[]) => unknown)(input, own(name, 1));
      expect(call).toThrow(/is not a known (option|key)/);
      expectOwnError(call);
    }
  });

  it.each(names)("%s is not a known key of a payload", (name) => {
    for (const build of [
      () => apple(own(name, "x") as never),
      () => fcmV1({ notification: own(name, "x") } as never),
      () => gcm(own(name, "x") as never),
      () => adm(own(name, "x") as never),
      () => baidu(own(name, "x", { unconfirmed: {} }) as never),
      () => xiaomi(own(name, "x", { unconfirmed: {} }) as never),
      () => windowsToast(own(name, "x") as never),
      () => windowsTile(own(name, "x") as never),
      () => windowsPhoneToast(own(name, "x") as never),
    ]) {
      expect(build).toThrow(/is not a known (key|property)/);
      expectOwnError(build);
    }
  });

  it.each(names)("%s is a key as any other where the app decides, and a header as any other", (name) => {
    const json = JSON.stringify(own(name, "x"));
    expect(apple({ alert: "x", data: own(name, "x") as never }).body).toBe(`{"aps":{"alert":"x"},${json.slice(1)}`);
    expect(fcmV1({ data: own(name, "x") as never }).body).toBe(`{"message":{"data":${json}}}`);
    expect(fcmV1({ apns: { headers: own(name, "x") as never } }).body).toBe(`{"message":{"apns":{"headers":${json}}}}`);
    expect(fcmV1({ webpush: { headers: own(name, "x") as never } }).body).toBe(
      `{"message":{"webpush":{"headers":${json}}}}`,
    );
    expect(convertGcmToFcmV1({ data: own(name, "x") as never }).body).toBe(`{"message":{"data":${json}}}`);
    expect(convertGcmToFcmV1(own(name, "x") as never).dropped).toEqual([
      { field: googleName(name), reason: "has no place in FCM HTTP v1" },
    ]);
    for (const [, build, input] of builders) {
      const { headers } = (build as (...args: unknown[]) => { headers: object })(input, { headers: own(name, "x") });
      expect(Object.getOwnPropertyDescriptor(headers, name)?.value).toBe("x");
    }
  });

  it.each(names)("%s is a property as any other in the template language", (name) => {
    const body = JSON.stringify({ a: `$(${name})` });
    expect(renderTemplate(body, {})).toBe('{"a":""}');
    expect(renderTemplate(body, own(name, "x") as never)).toBe('{"a":"x"}');
    expect(renderExpression(`{$(${name}) + '!'}`, {})).toBe("!");
    expect(parseTemplate(body).properties).toEqual([name]);
    expect(template(own(name, "x") as never).body).toBe(JSON.stringify(own(name, "x")));
    expect(lintTemplate(JSON.stringify(own(name, "x")))).toEqual([]);
    expect(parseTemplate(`<${name} ${name}="$(${name})"/>`).render({})).toBe(`<${name} ${name}=""/>`);
  });
});

describe("other functions", () => {
  it.each<[string, (value: unknown) => unknown]>([
    ["parseTemplate", (value) => parseTemplate(value as never)],
    ["lintTemplate", (value) => lintTemplate(value as never)],
    ["lintTemplate, options", (value) => value === undefined || lintTemplate("{}", value as never)],
    ["lintTemplate, headers", (value) => value === undefined || lintTemplate("{}", { headers: value as never })],
    ["renderTemplate", (value) => renderTemplate("$(a)", value as never)],
    ["renderTemplate, a value", (value) => renderTemplate("$(a)", { a: value as never })],
    ["renderTemplate, push variables", (value) => renderTemplate("$(a)", {}, { pushVariables: value as never })],
    ["renderExpression", (value) => renderExpression(value as never, {})],
    ["defineTemplate", (value) => defineTemplate(value as never, "{}")],
    ["defineTemplate, body", (value) => defineTemplate("a", value as never)],
    ["parseXml", (value) => parseXml(value as never)],
    ["parseXml, options", (value) => value === undefined || parseXml("<a/>", value as never)],
  ])("%s throws an error of its own for every kind of value", (_name, call) => {
    for (const [, make] of hostile) expectOwnError(() => call(make()));
  });
});

/** The property of an object. */
function picking(key: string): (root: object) => unknown {
  return (root) => (root as Readonly<Record<string, unknown>>)[key];
}

function googleName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
