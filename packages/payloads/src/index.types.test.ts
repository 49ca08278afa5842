import { describe, expectTypeOf, it } from "vitest";
import {
  adm,
  apple,
  appleLiveActivity,
  type BuiltNotification,
  baidu,
  browser,
  browserHandle,
  fcmV1,
  gcm,
  isPayloadError,
  isPlatform,
  type NativePlatform,
  type Notification,
  type Platform,
  type PlatformFacts,
  platformFacts,
  platforms,
  previewText,
  rawNotification,
  template,
  utf8ByteLength,
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
} from "./index.js";

/**
 * What the compiler must refuse is behind `@ts-expect-error` in functions that are never
 * called: the type check of the repository fails when one of these lines compiles.
 */
function neverCalled(_refused: () => void): void {}

const builders = {
  adm,
  apple,
  start: appleLiveActivity.start,
  update: appleLiveActivity.update,
  end: appleLiveActivity.end,
  baidu,
  browser,
  browserHandle,
  fcmV1,
  gcm,
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
};
type Builders = typeof builders;
type IsAny<T> = 0 extends 1 & T ? true : false;
type AnyInputs = {
  [Name in keyof Builders]: true extends IsAny<Parameters<Builders[Name]>[0]> ? Name : never;
}[keyof Builders];
type AnyOptions = {
  [Name in keyof Builders]: Parameters<Builders[Name]> extends [unknown, (infer Options)?]
    ? true extends IsAny<Options>
      ? Name
      : never
    : never;
}[keyof Builders];

describe("types of every builder", () => {
  it("take no input that is any", () => expectTypeOf<AnyInputs>().toBeNever());
  it("take no options that are any", () => expectTypeOf<AnyOptions>().toBeNever());
  it("return a notification", () => {
    expectTypeOf<
      ReturnType<Exclude<Builders[keyof Builders], typeof browserHandle>>
    >().toEqualTypeOf<BuiltNotification>();
  });
  it("demand an input", () => {
    // @ts-expect-error an input is missing
    neverCalled(() => apple());
    // @ts-expect-error an input is missing
    neverCalled(() => windowsToast());
    // @ts-expect-error an input is missing
    neverCalled(() => template());
  });
});

describe("types of a notification", () => {
  it("are exact", () => {
    expectTypeOf<Notification["platform"]>().toEqualTypeOf<Platform>();
    expectTypeOf<Notification["headers"]>().toEqualTypeOf<Readonly<Record<string, string>>>();
    expectTypeOf<Notification["body"]>().toBeString();
    expectTypeOf<Notification["contentType"]>().toBeString();
  });
  it("are read-only", () => {
    neverCalled(() => {
      const notification = windowsRaw("x");
      // @ts-expect-error the body is read-only
      notification.body = "y";
      // @ts-expect-error headers are read-only
      notification.headers["X-A"] = "y";
    });
  });
  it("give an absent header as undefined", () =>
    expectTypeOf(windowsRaw("x").headers["X-A"]).toEqualTypeOf<string | undefined>());
  it("have a preview of optional texts", () => {
    expectTypeOf(previewText(windowsRaw("x"))).toEqualTypeOf<{ readonly title?: string; readonly body?: string }>();
  });
});

describe("types of platforms", () => {
  it("let a switch be exhaustive", () => {
    const kind = (platform: Platform): "native" | "template" => {
      switch (platform) {
        case "apple":
        case "fcmv1":
        case "gcm":
        case "windows":
        case "windowsphone":
        case "adm":
        case "baidu":
        case "xiaomi":
        case "browser":
          return "native";
        case "template":
          return "template";
        default:
          return platform satisfies never;
      }
    };
    expectTypeOf(kind).returns.toEqualTypeOf<"native" | "template">();
  });
  it("refuse a switch that forgets one", () => {
    neverCalled(() => {
      const platform = "apple" as Platform;
      if (platform === "apple" || platform === "template") return;
      // @ts-expect-error seven platforms are left
      platform satisfies never;
    });
  });
  it("know the native ones", () => expectTypeOf<Exclude<Platform, NativePlatform>>().toEqualTypeOf<"template">());
  it("come from the list", () => expectTypeOf<(typeof platforms)[number]>().toEqualTypeOf<Platform>());
  it("are narrowed by their guard", () => {
    const value: unknown = "apple";
    if (isPlatform(value)) expectTypeOf(value).toEqualTypeOf<Platform>();
  });
  it("have facts for each", () => expectTypeOf(platformFacts[platforms[0]]).toEqualTypeOf<PlatformFacts>());
  it("refuse an unknown one", () => {
    // @ts-expect-error no such platform
    neverCalled(() => rawNotification({ platform: "nokiax", body: "" }));
  });
  it("demand a body", () => {
    // @ts-expect-error the body is missing
    neverCalled(() => rawNotification({ platform: "apple" }));
  });
  it("refuse headers that are not strings", () => {
    // @ts-expect-error a header is a string
    neverCalled(() => rawNotification({ platform: "apple", body: "", headers: { "X-A": 1 } }));
  });
});

describe("types of errors", () => {
  it("are narrowed by the guard", () => {
    const error: unknown = undefined;
    if (isPayloadError(error)) {
      expectTypeOf(error.code).toEqualTypeOf<"NH_PAYLOAD_INVALID" | "NH_PAYLOAD_TOO_LARGE">();
      expectTypeOf(error.platform).toEqualTypeOf<Platform>();
      expectTypeOf(error.limit).toEqualTypeOf<number | undefined>();
    }
  });
  it("measure only texts", () => {
    // @ts-expect-error a string is needed
    neverCalled(() => utf8ByteLength(7));
  });
});

describe("types of windowsToast", () => {
  it("accept strings and objects as texts", () => {
    neverCalled(() => windowsToast({ texts: ["a", { text: "b", placement: "attribution" }] }));
  });
  it("accept undefined for every optional property", () => {
    neverCalled(() =>
      windowsToast({ texts: ["a"], images: undefined, audio: undefined, launch: undefined }, { tag: undefined }),
    );
  });
  it("accept read-only lists", () => {
    const texts = ["a", "b"] as const;
    neverCalled(() => windowsToast({ texts }));
  });
  it("refuse numbers as texts", () => {
    // @ts-expect-error a string is needed
    neverCalled(() => windowsToast({ texts: [7] }));
  });
  it("refuse an unknown property", () => {
    // @ts-expect-error there is no title; texts has it
    neverCalled(() => windowsToast({ title: "a" }));
  });
  it("refuse an unknown scenario", () => {
    // @ts-expect-error no such scenario
    neverCalled(() => windowsToast({ texts: ["a"], scenario: "party" }));
  });
  it("refuse an unknown duration", () => {
    // @ts-expect-error short or long
    neverCalled(() => windowsToast({ texts: ["a"], duration: 5 }));
  });
  it("refuse an image without source", () => {
    // @ts-expect-error src is missing
    neverCalled(() => windowsToast({ images: [{ alt: "a" }] }));
  });
  it("refuse a placement of tiles", () => {
    // @ts-expect-error peek is for tiles
    neverCalled(() => windowsToast({ images: [{ src: "a", placement: "peek" }] }));
  });
  it("refuse progress without status", () => {
    // @ts-expect-error status is missing
    neverCalled(() => windowsToast({ progress: [{ value: 1 }] }));
  });
  it("refuse a word as progress", () => {
    // @ts-expect-error a number or indeterminate
    neverCalled(() => windowsToast({ progress: [{ value: "half", status: "a" }] }));
  });
  it("refuse an action without arguments", () => {
    // @ts-expect-error arguments is missing
    neverCalled(() => windowsToast({ texts: ["a"], actions: [{ content: "a" }] }));
  });
  it("refuse an input of another type", () => {
    // @ts-expect-error text or selection
    neverCalled(() => windowsToast({ texts: ["a"], inputs: [{ id: "a", type: "number" }] }));
  });
  it("refuse a header without title", () => {
    // @ts-expect-error title is missing
    neverCalled(() => windowsToast({ texts: ["a"], header: { id: "a", arguments: "b" } }));
  });
  it("refuse a date as a string", () => {
    // @ts-expect-error a Date, not its text
    neverCalled(() => windowsToast({ texts: ["a"], displayTimestamp: "2031-01-01" }));
  });
  it("refuse a group without columns", () => {
    // @ts-expect-error subgroups is missing
    neverCalled(() => windowsToast({ groups: [{}] }));
  });
  it("refuse an unknown text style", () => {
    // @ts-expect-error no such style
    neverCalled(() => windowsToast({ texts: [{ text: "a", style: "huge" }] }));
  });
});

describe("types of windowsTile, windowsBadge and windows", () => {
  it("accept a tile of one size", () => neverCalled(() => windowsTile({ medium: { content: ["a", { src: "b" }] } })));
  it("refuse a size without content", () => {
    // @ts-expect-error content is missing
    neverCalled(() => windowsTile({ medium: {} }));
  });
  it("refuse an unknown size", () => {
    // @ts-expect-error no such size
    neverCalled(() => windowsTile({ huge: { content: [] } }));
  });
  it("refuse an unknown branding", () => {
    // @ts-expect-error no such branding
    neverCalled(() => windowsTile({ branding: "big" }));
  });
  it("accept numbers and glyphs as badges", () => {
    neverCalled(() => windowsBadge(3));
    neverCalled(() => windowsBadge("newMessage"));
  });
  it("refuse other words as badges", () => {
    // @ts-expect-error no such glyph
    neverCalled(() => windowsBadge("star"));
  });
  it("refuse a number as a string", () => {
    // @ts-expect-error a glyph or a number
    neverCalled(() => windowsBadge("3"));
  });
  it("refuse an object as XML", () => {
    // @ts-expect-error XML is a string; windowsToast takes an object
    neverCalled(() => windows({ texts: ["a"] }));
  });
  it("refuse an unknown cache policy", () => {
    // @ts-expect-error cache or no-cache
    neverCalled(() => windows("<toast/>", { cachePolicy: true }));
  });
  it("refuse a duration without unit", () => {
    // @ts-expect-error ttlSeconds
    neverCalled(() => windows("<toast/>", { ttl: 60 }));
  });
  it("refuse an unknown priority", () => {
    // @ts-expect-error high, medium, low or very-low
    neverCalled(() => windowsRaw("x", { priority: 1 }));
  });
  it("refuse a flag as a string", () => {
    // @ts-expect-error true or false
    neverCalled(() => windowsRaw("x", { requestForStatus: "true" }));
  });
});

describe("types of windowsPhone", () => {
  it("accept the three delays", () => {
    neverCalled(() => windowsPhoneToast({ text1: "a" }, { delaySeconds: 0 }));
    neverCalled(() => windowsPhoneRaw("a", { delaySeconds: 450 }));
    neverCalled(() => windowsPhone("<a/>", { delaySeconds: 900 }));
  });
  it("refuse another delay", () => {
    // @ts-expect-error 0, 450 or 900
    neverCalled(() => windowsPhoneRaw("a", { delaySeconds: 60 }));
  });
  it("refuse a tile without template", () => {
    // @ts-expect-error template is missing
    neverCalled(() => windowsPhoneTile({ title: "a" }));
  });
  it("refuse a property of another template", () => {
    // @ts-expect-error iconImage is of iconic tiles
    neverCalled(() => windowsPhoneTile({ template: "flip", iconImage: "a" }));
  });
  it("accept null to clear and undefined to keep", () => {
    neverCalled(() => windowsPhoneTile({ template: "flip", title: null, count: undefined }));
  });
  it("refuse null in a toast", () => {
    // @ts-expect-error a toast clears nothing
    neverCalled(() => windowsPhoneToast({ text1: null }));
  });
});

describe("types of template", () => {
  it("accept strings, present or not", () => neverCalled(() => template({ title: "a", body: undefined })));
  it("refuse numbers", () => {
    // @ts-expect-error values are strings
    neverCalled(() => template({ count: 3 }));
  });
  it("refuse null", () => {
    // @ts-expect-error values are strings
    neverCalled(() => template({ title: null }));
  });
  it("refuse nested objects", () => {
    // @ts-expect-error the map is flat
    neverCalled(() => template({ a: { b: "c" } }));
  });
  it("refuse text", () => {
    // @ts-expect-error an object, not JSON
    neverCalled(() => template('{"a":"b"}'));
  });
});

describe("types of the JSON platforms", () => {
  it("refuse a badge as a string", () => {
    // @ts-expect-error a number
    neverCalled(() => apple({ badge: "1" }));
  });
  it("refuse Apple's own spelling in the typed object", () => {
    // @ts-expect-error contentAvailable
    neverCalled(() => apple({ "content-available": 1 }));
  });
  it("refuse a flag as number", () => {
    // @ts-expect-error true or false
    neverCalled(() => apple({ contentAvailable: 1 }));
  });
  it("refuse an unknown priority", () => {
    // @ts-expect-error 1, 5 or 10
    neverCalled(() => apple({ alert: "a" }, { priority: 7 }));
  });
  it("refuse an unknown push type", () => {
    // @ts-expect-error no such push type
    neverCalled(() => apple({ alert: "a" }, { pushType: "banner" }));
  });
  it("refuse a start without attributes", () => {
    // @ts-expect-error attributes and their type are missing
    neverCalled(() => appleLiveActivity.start({ contentState: {}, alert: "a" }));
  });
  it("refuse an update without content", () => {
    // @ts-expect-error contentState is missing
    neverCalled(() => appleLiveActivity.update({}));
  });
  it("accept an FCM message with or without its wrapper", () => {
    neverCalled(() => fcmV1({ notification: { title: "a" } }));
    neverCalled(() => fcmV1({ message: { data: { a: "b" } } }));
  });
  it("refuse FCM data that is not a string", () => {
    // @ts-expect-error values are strings
    neverCalled(() => fcmV1({ data: { count: 3 } }));
  });
  it("refuse a target of FCM", () => {
    // @ts-expect-error the hub supplies the target
    neverCalled(() => fcmV1({ token: "a", notification: { title: "b" } }));
  });
  it("refuse Google's spelling in the typed object", () => {
    // @ts-expect-error channelId
    neverCalled(() => fcmV1({ android: { notification: { channel_id: "a" } } }));
  });
  it("refuse an FCM duration without unit", () => {
    // @ts-expect-error { seconds } or { milliseconds }
    neverCalled(() => fcmV1({ android: { ttl: 60 } }));
  });
  it("refuse a legacy target", () => {
    // @ts-expect-error the hub supplies the target
    neverCalled(() => gcm({ to: "a", data: {} }));
  });
  it("refuse ADM data that is not a string", () => {
    // @ts-expect-error values are strings
    neverCalled(() => adm({ data: { count: 3 } }));
  });
  it("refuse a Baidu title that is not a string", () => {
    // @ts-expect-error a string
    neverCalled(() => baidu({ title: 7 }));
  });
  it("refuse a key that no source confirms, outside of unconfirmed, unless its spelling tells the platform's own", () => {
    // @ts-expect-error goes under unconfirmed
    neverCalled(() => xiaomi({ title: "T", colour: 1 }));
    neverCalled(() => xiaomi({ title: "T", notify_type: 1 }));
  });
  it("refuse a browser action without title", () => {
    // @ts-expect-error title is missing
    neverCalled(() => browser({ title: "a", actions: [{ action: "b" }] }));
  });
  it("accept the platform's own JSON everywhere", () => {
    for (const builder of [apple, fcmV1, gcm, adm, baidu, xiaomi, browser]) {
      expectTypeOf<string>().toExtend<Parameters<typeof builder>[0]>();
    }
  });
});
