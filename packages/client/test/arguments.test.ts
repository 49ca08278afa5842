import { createHub } from "@nh/hub";
import { apple, content } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { checkHandle, readHandles, readLines } from "../src/handles.js";
import {
  anyOf,
  device,
  devices,
  isArgumentError,
  NotificationHubClient,
  patch,
  user,
  withTemplate,
} from "../src/index.js";
import { NamespaceClient } from "../src/management.js";
import { migrateGcmToFcmV1 } from "../src/migration.js";
import { collect, rejection, respondWith } from "./connect-hub.js";

const connection = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
const hello = apple({ alert: "Hello" });
const news = content({ title: "Goal!" });
const phone = { installationId: "phone", platform: "apns", pushChannel: "a1" } as const;
const registration = { platform: "apple", handle: "a1" } as const;
const known = { ...registration, registrationId: "1-2-3" };
const job = { type: "ExportRegistrations", outputContainerUri: "https://a.blob.core.windows.net/c?sig=s" } as const;
const commaTemplate = { body: "{}", tags: ["a,b"] };
const invalidDate = new Date(Number.NaN);

/** Whatever the types say: a program in JavaScript, or a value out of JSON, passes anything. */
// biome-ignore lint/suspicious/noExplicitAny: the wrong types are the subject.
type Untyped = any;

/** A wrong argument: the call, and the argument that its error names. */
type Row = [title: string, call: (client: Untyped, namespace: Untyped) => unknown, argument: string];

const sends: Row[] = [
  ["a notification that is a number", (client) => client.send(5, "news"), "notification"],
  ["no notification", (client) => client.send(undefined, "news"), "notification"],
  ["an unknown platform", (client) => client.send({ ...hello, platform: "ios" }, "news"), "notification"],
  ["headers that are a string", (client) => client.send({ ...hello, headers: "a" }, "news"), "notification"],
  ["a content type that is a number", (client) => client.send({ ...hello, contentType: 5 }, "news"), "notification"],
  ["an audience that is a number", (client) => client.send(hello, 5), "audience"],
  ["an audience of numbers", (client) => client.send(hello, [5]), "audience"],
  ["everyone without its call", (client) => client.send(hello, () => 0), "audience"],
  ["options that are a string", (client) => client.send(hello, "news", "test"), "options"],
  ["an unknown option", (client) => client.send(hello, "news", { tset: true }), "tset"],
  ["test as a string", (client) => client.send(hello, "news", { test: "false" }), "test"],
  ["split as a number", (client) => client.send(hello, "news", { split: 1 }), "split"],
  ["duplicates of another word", (client) => client.send(hello, devices(["a1"]), { duplicates: "drop" }), "duplicates"],
  ["a signal that is not an AbortSignal", (client) => client.send(hello, "news", { signal: {} }), "signal"],
  ["a time limit as a string", (client) => client.send(hello, "news", { timeoutMs: "5" }), "timeoutMs"],
  ["a total time of 0", (client) => client.send(hello, "news", { totalTimeoutMs: 0 }), "totalTimeoutMs"],
  ["retry as a number", (client) => client.send(hello, "news", { retry: 3 }), "retry"],
  ["half a retry", (client) => client.send(hello, "news", { retry: { maxRetries: 0.5 } }), "retry.maxRetries"],
  ["no platforms of a content", (client) => client.send(news, "news"), "platforms"],
  ["an unknown platform of a content", (client) => client.send(news, "news", { platforms: ["ios"] }), "platforms"],
  ["a platform twice", (client) => client.send(news, "news", { platforms: ["apple", "apple"] }), "platforms"],
  ["a content written by hand", (client) => client.send({ for: () => hello }, "news"), "content"],
  ["a schedule of a number", (client) => client.schedule(5, "news", new Date()), "notification"],
  ["a schedule for a number", (client) => client.schedule(hello, 5, new Date()), "audience"],
  ["a time that is a string", (client) => client.schedule(hello, "news", "2031-01-01"), "at"],
  ["a time that is invalid", (client) => client.schedule(hello, "news", invalidDate), "at"],
  ["a time that has passed", (client) => client.schedule(hello, "news", new Date(0)), "at"],
  [
    "a scheduled content without a time",
    (client) => client.schedule(news, "a", undefined, { platforms: ["apple"] }),
    "at",
  ],
  ["an id that is a number", (client) => client.cancelScheduled(5), "notification"],
  ["a result without an id", (client) => client.cancelScheduled({}), "notification"],
  ["an id that is a dot segment of a path", (client) => client.cancelScheduled(".."), "notification"],
  ["telemetry of null", (client) => client.getNotificationDetails(null), "notification"],
  ["a wait for a number", (client) => client.waitForOutcome({ notificationId: 5 }), "notification"],
  ["a wait of a string", (client) => client.waitForOutcome("1", { timeoutMs: "5" }), "timeoutMs"],
  ["a poll interval of 0", (client) => client.waitForOutcome("1", { pollIntervalMs: 0 }), "pollIntervalMs"],
  ["handles that are one string", (client) => collect(client.sendToDevices(hello, "a1")), "handles"],
  ["handles that are a number", (client) => collect(client.sendToDevices(hello, 5)), "handles"],
  ["a handle that is a number", (client) => collect(client.sendToDevices(hello, [5])), "handles"],
  ["a bulk send of a number", (client) => collect(client.sendToDevices(5, ["a1"])), "notification"],
  ["a concurrency of 0", (client) => collect(client.sendToDevices(hello, ["a1"], { concurrency: 0 })), "concurrency"],
  ["too large batches", (client) => collect(client.sendToDevices(hello, ["a1"], { batchSize: 1001 })), "batchSize"],
  [
    "0 handles per second",
    (client) => collect(client.sendToDevices(hello, ["a1"], { maxPerSecond: 0 })),
    "maxPerSecond",
  ],
  ["a journal that is an object", (client) => collect(client.sendToDevices(hello, ["a1"], { journal: {} })), "journal"],
  ["a total as a string", (client) => collect(client.sendToDevices(hello, ["a1"], { total: "1" })), "total"],
  [
    "a cursor that is a number",
    (client) => collect(client.sendToDevices(hello, ["a1"], { resumeFrom: 5 })),
    "resumeFrom",
  ],
  [
    "handles without a platform",
    (client) => collect(client.sendToDevices(news, ["a1"], { platforms: ["apple"] })),
    "handles",
  ],
  [
    "a container address that is not a URL",
    (client) => collect(client.feedback({ containerUrl: "x" })),
    "containerUrl",
  ],
  ["an address that is a number", (client) => collect(client.feedback({ containerUrl: 5 })), "containerUrl"],
  [
    "a container over plain http",
    (client) => collect(client.feedback({ containerUrl: "http://a.example/" })),
    "containerUrl",
  ],
  ["a listener that is not a function", (client) => collect(client.feedback({ onInvalid: true })), "onInvalid"],
  ["an unknown option of a feedback address", (client) => client.getFeedbackContainerUrl({ top: 5 }), "top"],
];

const put = (more: object) => (client: Untyped) => client.installations.put({ ...phone, ...more });
const patched = (path: string, value: unknown) => (client: Untyped) =>
  client.installations.patch("phone", [{ op: "add", path, value }]);

const installations: Row[] = [
  ["nothing", (client) => client.installations.put(undefined), "installation"],
  ["a list", (client) => client.installations.put([phone]), "installation"],
  ["no id", put({ installationId: undefined }), "installation.installationId"],
  ["an id that is a number", put({ installationId: 5 }), "installation.installationId"],
  ["an id that is a dot segment of a path", put({ installationId: ".." }), "installation.installationId"],
  ["half a surrogate pair in an id", put({ installationId: "\ud800" }), "installation.installationId"],
  ["an unknown platform", put({ platform: "ios" }), "installation.platform"],
  ["a platform that is a number", put({ platform: 5 }), "installation.platform"],
  ["no channel", put({ pushChannel: "" }), "installation.pushChannel"],
  ["a channel that is a number", put({ pushChannel: 5 }), "installation.pushChannel"],
  ["half a subscription", put({ platform: "browser", pushChannel: { endpoint: "e" } }), "installation.pushChannel"],
  ["a flag that is a string", put({ pushChannelExpired: "no" }), "installation.pushChannelExpired"],
  ["a user that is a number", put({ userId: 5 }), "installation.userId"],
  ["a token that is not hexadecimal", put({ pushChannel: "fcm:token" }), "installation.pushChannel"],
  ["a token with brackets", put({ platform: "APNS", pushChannel: "<00fc13ad ff785122>" }), "installation.pushChannel"],
  ["half a byte at the end of a token", put({ pushChannel: "a1b" }), "installation.pushChannel"],
  ["an unknown member", put({ tag: "news" }), "installation.tag"],
  ["tags that are one string", put({ tags: "news" }), "installation.tags"],
  ["tags that are a set", put({ tags: new Set(["news"]) }), "installation.tags"],
  ["a tag that is a number", put({ tags: ["news", 5] }), "installation.tags[1]"],
  ["a tag with a comma", put({ tags: ["a,b"] }), "installation.tags"],
  ["a push variable that is a number", put({ pushVariables: { score: 5 } }), "installation.pushVariables.score"],
  ["push variables that are a list", put({ pushVariables: ["a"] }), "installation.pushVariables"],
  ["a date in words", put({ expirationTime: "tomorrow" }), "installation.expirationTime"],
  ["30 February", put({ expirationTime: "2031-02-30" }), "installation.expirationTime"],
  ["a date that is a number", put({ expirationTime: 1_900_000_000 }), "installation.expirationTime"],
  ["an invalid date", put({ expirationTime: invalidDate }), "installation.expirationTime"],
  ["a list of templates", put({ templates: [{ body: "{}" }] }), "installation.templates"],
  ["a template that is a string", put({ templates: { a: "{}" } }), "installation.templates.a"],
  ["a template without a body", put({ templates: { a: {} } }), "installation.templates.a.body"],
  ["a body that is an object", put({ templates: { a: { body: { aps: {} } } } }), "installation.templates.a.body"],
  [
    "a header that is a number",
    put({ templates: { a: { body: "{}", headers: { "apns-priority": 10 } } } }),
    "installation.templates.a.headers.apns-priority",
  ],
  [
    "an expiry that is a date",
    put({ templates: { a: { body: "{}", expiry: new Date(0) } } }),
    "installation.templates.a.expiry",
  ],
  [
    "tags of a template that are one string",
    put({ templates: { a: { body: "{}", tags: "a" } } }),
    "installation.templates.a.tags",
  ],
  [
    "a tag with a comma in a template",
    put({ templates: { a: { body: "{}", tags: ["a,b"] } } }),
    "installation.templates.a.tags",
  ],
  [
    "a tag with a comma in a tile",
    put({ secondaryTiles: { t: { pushChannel: "c", tags: ["a,b"] } } }),
    "installation.secondaryTiles.t.tags",
  ],
  [
    "a tag with a comma in a template of a tile",
    put({ secondaryTiles: { t: { pushChannel: "c", templates: { a: { body: "{}", tags: ["a,b"] } } } } }),
    "installation.secondaryTiles.t.templates.a.tags",
  ],
  ["a tile without a channel", put({ secondaryTiles: { t: {} } }), "installation.secondaryTiles.t.pushChannel"],
  ["what JSON cannot hold", put({ tags: [1n] }), "installation.tags[0]"],
  ["a read without an id", (client) => client.installations.get(), "installationId"],
  ["a read of a number", (client) => client.installations.get(5), "installationId"],
  ["a read of a dot segment", (client) => client.installations.get("."), "installationId"],
  ["a check for an empty id", (client) => client.installations.exists(""), "installationId"],
  ["a deletion of null", (client) => client.installations.delete(null), "installationId"],
  [
    "a patch of a number",
    (client) => client.installations.patch(5, [{ op: "remove", path: "/tags" }]),
    "installationId",
  ],
  ["a patch without operations", (client) => client.installations.patch("phone"), "operations"],
  ["a patch with an empty list", (client) => client.installations.patch("phone", []), "operations"],
  [
    "a patch that moves",
    (client) => client.installations.patch("phone", [{ op: "move", path: "/tags" }]),
    "operations",
  ],
  ["an unknown path", patched("/tag", "news"), "operations[0].path.tag"],
  ["an operation without a value", patched("/userId", undefined), "operations[0].value"],
  ["a user by a patch that is a number", patched("/userId", 5), "operations[0].value"],
  ["a tag by a patch that is a number", patched("/tags", 5), "operations[0].value"],
  ["tags by a patch with a number", patched("/tags", ["a", 5]), "operations[0].value[1]"],
  ["a tag with a comma by a patch", patched("/Tags", "a,b"), "operations[0].value"],
  ["tags with a comma by a patch", patched("/templates/a/tags", ["a", "b,c"]), "operations[0].value"],
  [
    "a tag with a comma in a template by a patch",
    patched("/templates/a", JSON.stringify({ body: "{}", tags: ["a,b"] })),
    "operations[0].value.tags",
  ],
  [
    "a tag with a comma in the second operation",
    (client) => client.installations.patch("phone", [...patch.addTag("a"), ...patch.setTemplate("a", commaTemplate)]),
    "operations[1].value.tags",
  ],
  ["a push variable by a patch that is a number", patched("/pushVariables/score", 5), "operations[0].value"],
  ["push variables by a patch with a number", patched("/pushvariables", '{"score":5}'), "operations[0].value.score"],
  ["a date in words by a patch", patched("/expirationTime", "soon"), "operations[0].value"],
  ["a template by a patch with a number as its body", patched("/templates/a", { body: 5 }), "operations[0].value.body"],
  ["a template as broken JSON", patched("/templates/a", "{"), "operations[0].value"],
  ["a body by a patch that is an object", patched("/templates/a/body", { aps: {} }), "operations[0].value"],
  ["headers by a patch with a number", patched("/templates/a/headers", { a: 5 }), "operations[0].value.a"],
  ["a tile by a patch without a channel", patched("/secondaryTiles/t", {}), "operations[0].value.pushChannel"],
  ["a channel by a patch that is a number", patched("/pushChannel", 5), "operations[0].value"],
  ["tags to add that are one string", (client) => client.installations.addTags("phone", "news"), "tags"],
  ["a tag to add that is a number", (client) => client.installations.addTags("phone", ["a", 5]), "tags[1]"],
  ["a tag to remove that is a number", (client) => client.installations.removeTags("phone", [5]), "tags[0]"],
  ["a tag to remove that is empty", (client) => client.installations.removeTags("phone", [""]), "tags"],
  ["tags of no installation", (client) => client.installations.addTags(undefined, ["a"]), "installationId"],
  ["a handle that is a number", (client) => client.installations.setHandle("phone", 5), "handle"],
  ["a handle that is empty", (client) => client.installations.setHandle("phone", ""), "handle"],
  ["half a handle", (client) => client.installations.setHandle("phone", { endpoint: "e" }), "handle.p256dh"],
  ["a user to set that is a number", (client) => client.installations.setUserId("phone", 5), "userId"],
  ["no user to set", (client) => client.installations.setUserId("phone"), "userId"],
  ["a user of no installation", (client) => client.installations.removeUserId(""), "installationId"],
  ["a template without a name", (client) => client.installations.setTemplate("phone", "", { body: "{}" }), "name"],
  [
    "a template to set with a tag with a comma",
    (client) => client.installations.setTemplate("phone", "a", commaTemplate),
    "template.tags",
  ],
  ["no template to set", (client) => client.installations.setTemplate("phone", "a"), "template"],
  ["a template to set without a body", (client) => client.installations.setTemplate("phone", "a", {}), "template.body"],
  ["a template to remove by a number", (client) => client.installations.removeTemplate("phone", 5), "name"],
  ["variables that are a list", (client) => client.installations.setPushVariables("phone", ["a"]), "variables"],
  [
    "a variable that is a number",
    (client) => client.installations.setPushVariables("phone", { score: 5 }),
    "variables.score",
  ],
  ["a variable to remove without a name", (client) => client.installations.removePushVariable("phone"), "name"],
  ["a time that is a string", (client) => client.installations.setExpirationTime("phone", "2031-01-01"), "time"],
  ["a time that is invalid", (client) => client.installations.setExpirationTime("phone", invalidDate), "time"],
  ["a listing by a number", (client) => collect(client.installations.list({ tag: 5 })), "tag"],
  ["a listing with a page size of 0", (client) => collect(client.installations.list({ top: 0 })), "top"],
  [
    "a continuation token that is a number",
    (client) => collect(client.installations.list().byPage({ continuationToken: 5 })),
    "continuationToken",
  ],
  ["a limit below 0", (client) => client.installations.list().toArray({ limit: -1 }), "limit"],
];

const create = (more: object) => (client: Untyped) => client.registrations.create({ ...registration, ...more });
const browser = { platform: "browser", handle: { endpoint: "e", p256dh: 5, auth: "a" } };

const registrations: Row[] = [
  ["nothing", (client) => client.registrations.create(), "registration"],
  ["an id in a new one", create({ registrationId: "1" }), "registration.registrationId"],
  ["an unknown platform", create({ platform: "ios" }), "registration.platform"],
  ["a handle that is a number", create({ handle: 5 }), "registration.handle"],
  ["no handle", create({ handle: undefined }), "registration.handle"],
  ["an empty handle", create({ handle: "" }), "registration.handle"],
  ["a token that is not hexadecimal", create({ handle: "fcm:token" }), "registration.handle"],
  ["half a byte at the end of a token", create({ handle: "a1b" }), "registration.handle"],
  ["a subscription with a number as its key", create(browser), "registration.handle.p256dh"],
  ["a browser without a handle", create({ platform: "browser", handle: undefined }), "registration.handle"],
  ["half a handle of Baidu", create({ platform: "baidu", handle: { userId: "u" } }), "registration.handle.channelId"],
  ["an unknown member", create({ tag: "a" }), "registration.tag"],
  ["tags that are one string", create({ tags: "news" }), "registration.tags"],
  ["a tag that is a number", create({ tags: [5] }), "registration.tags[0]"],
  ["a tag with a comma", create({ tags: ["a,b"] }), "registration.tags"],
  ["a push variable that is a number", create({ pushVariables: { score: 5 } }), "registration.pushVariables.score"],
  ["a template that is a string", create({ template: "{}" }), "registration.template"],
  ["a template without a body", create({ template: { name: "a" } }), "registration.template.body"],
  ["a body that is an object", create({ template: { body: {} } }), "registration.template.body"],
  [
    "a header that is a number",
    create({ template: { body: "{}", headers: { a: 5 } } }),
    "registration.template.headers.a",
  ],
  ["a priority that is a flag", create({ template: { body: "{}", priority: true } }), "registration.template.priority"],
  ["a tile on a platform without tiles", create({ secondaryTileName: "t" }), "registration"],
  ["an update without an id", (client) => client.registrations.update(registration), "registration.registrationId"],
  [
    "an id that is a number",
    (client) => client.registrations.upsert({ ...known, registrationId: 5 }),
    "registration.registrationId",
  ],
  [
    "an id that is a dot segment",
    (client) => client.registrations.upsert({ ...known, registrationId: ".." }),
    "registration.registrationId",
  ],
  ["a version that is a number", (client) => client.registrations.update({ ...known, etag: 3 }), "registration.etag"],
  [
    "a version with a line break",
    (client) => client.registrations.update({ ...known, etag: '"\r\n' }),
    "registration.etag",
  ],
  ["a read of a number", (client) => client.registrations.get(5), "registrationId"],
  ["a check for undefined", (client) => client.registrations.exists(undefined), "registrationId"],
  ["a deletion of an empty id", (client) => client.registrations.delete(""), "registrationId"],
  ["a deletion of a number", (client) => client.registrations.delete("1", { etag: 3 }), "etag"],
  ["a listing with a page size over 100", (client) => collect(client.registrations.list({ top: 101 })), "top"],
  ["a tag to list that is a number", (client) => collect(client.registrations.listByTag(5)), "tag"],
  ["a tag to list that is a dot segment", (client) => collect(client.registrations.listByTag("..")), "tag"],
  ["a device that is a string", (client) => collect(client.registrations.listByHandle("a1")), "target"],
  [
    "an unknown platform to list",
    (client) => collect(client.registrations.listByHandle({ platform: "ios" })),
    "target.platform",
  ],
  [
    "a handle to delete that is a number",
    (client) => client.registrations.deleteByHandle({ platform: "apple", handle: 5 }),
    "target.handle",
  ],
];

const jobs: Row[] = [
  ["nothing", (client) => client.jobs.submit(), "job"],
  ["no type", (client) => client.jobs.submit({ ...job, type: undefined }), "job.type"],
  ["an unknown type", (client) => client.jobs.submit({ ...job, type: "exportRegistrations" }), "job.type"],
  ["no container", (client) => client.jobs.submit({ ...job, outputContainerUri: "" }), "job.outputContainerUri"],
  [
    "a container as a URL",
    (client) => client.jobs.submit({ ...job, outputContainerUri: new URL("https://a.b/") }),
    "job.outputContainerUri",
  ],
  [
    "no file to import",
    (client) => client.jobs.submit({ ...job, type: "ImportCreateRegistrations" }),
    "job.importFileUri",
  ],
  [
    "a property that is a number",
    (client) => client.jobs.submit({ ...job, inputProperties: { a: 5 } }),
    "job.inputProperties.a",
  ],
  ["an unknown member", (client) => client.jobs.submit({ ...job, importFileUrl: "https://a.b/" }), "job.importFileUrl"],
  ["an id that is a number", (client) => client.jobs.get(5), "jobId"],
  ["a wait for a job without an id", (client) => client.jobs.wait({ ...job }), "job"],
  ["a wait for a number", (client) => client.jobs.wait({ jobId: 5 }), "job"],
  ["a listener that is not a function", (client) => client.jobs.wait("1", { onProgress: true }), "onProgress"],
  ["an unknown option of the list", (client) => collect(client.jobs.list({ top: 5 })), "top"],
];

const others: Row[] = [
  ["a client of a number", () => new NotificationHubClient(5 as never, "hub"), "connection"],
  ["a hub that is a number", () => new NotificationHubClient(connection, 5 as never), "hubName"],
  ["options that are a list", () => new NotificationHubClient(connection, "hub", [] as never), "options"],
  [
    "a transport that is not a function",
    () => new NotificationHubClient(connection, "hub", { fetch: 5 } as never),
    "fetch",
  ],
  ["a device that is a number", () => device(5 as never), "handle"],
  ["a device with a number as its key", () => device({ endpoint: "e", p256dh: 5, auth: "a" } as never), "handle"],
  ["devices that are a string", () => devices("a1"), "handles"],
  ["a number among devices", () => devices([5] as never), "handles"],
  ["a user that is a number", () => user(5 as never), "id"],
  ["an operand that is a number", () => anyOf(5 as never), "operands"],
  ["a template by a number", () => withTemplate(5 as never), "name"],
  ["a list of handles that is a number", () => collect(readHandles(5 as never, { platform: "apple" })), "list"],
  ["a list of numbers", () => collect(readHandles([5] as never, { platform: "apple" })), "list"],
  [
    "bytes instead of their chunks",
    () => collect(readHandles(new Uint8Array(5) as never, { platform: "apple" })),
    "list",
  ],
  ["a list without options", () => collect(readHandles("a1", undefined as never)), "platform"],
  ["a list of handles for templates", () => collect(readHandles("a1", { platform: "template" as never })), "platform"],
  ["an unknown format", () => collect(readHandles("a1", { platform: "apple", format: "xml" as never })), "format"],
  [
    "an unknown option of a list",
    () => collect(readHandles("a1", { platform: "apple", delimiter: ";" } as never)),
    "delimiter",
  ],
  ["lines of a number", () => collect(readLines(5 as never)), "list"],
  ["a handle to check that is a number", () => checkHandle("apple", 5 as never), "handle"],
  ["an unknown platform to check for", () => checkHandle("ios" as never, "a1"), "platform"],
  ["a migration without a client", () => migrateGcmToFcmV1(undefined as never), "client"],
  ["a migration with a concurrency of 0", (client) => migrateGcmToFcmV1(client, { concurrency: 0 }), "concurrency"],
  ["a hub to create that is a number", (_client, namespace) => namespace.hubs.create(5), "name"],
  ["an unknown setting", (_client, namespace) => namespace.hubs.create("hub", { ttl: 5 }), "ttl"],
  [
    "a setting of another type",
    (_client, namespace) => namespace.hubs.create("hub", { registrationTtl: "90 days" }),
    "registrationTtl",
  ],
  ["a hub to read without a name", (_client, namespace) => namespace.hubs.get(""), "name"],
];

describe("the client accepts, as the service does,", () => {
  const accepted: [title: string, call: (client: Untyped) => Promise<unknown>][] = [
    ["null for what is absent", put({ userId: null, tags: null, expirationTime: null, pushChannelExpired: null })],
    ["an expiration as the service writes it", put({ expirationTime: "9999-12-31T23:59:59.9999999Z" })],
    ["an expiration with an offset", put({ expirationTime: "2031-12-01T10:00:00+02:00" })],
    ["an expiration without a zone", put({ expirationTime: "2031-12-01T10:00" })],
    ["an expiration that is a Date", put({ expirationTime: new Date("2031-12-01") })],
    ["a platform in another letter case", put({ platform: "APNS" })],
    ["a user with every sign that one may have", put({ userId: "Ann-Lee_1@example.com#2:x=y" })],
    ["a token in either letter case", put({ pushChannel: "00FC13adff785122" })],
    ["a token of another platform that is not hexadecimal", put({ platform: "fcmv1", pushChannel: "c:Ab-9" })],
    ["an expression as an expiry", put({ templates: { a: { body: "{}", expiry: "$(expiry)" } } })],
    [
      "a subscription with what a browser adds",
      put({
        platform: "browser",
        pushChannel: { endpoint: "https://p.example", p256dh: "BK", auth: "Zg", expirationTime: null },
      }),
    ],
    [
      "an installation as it was read",
      async (client) => client.installations.put(await client.installations.get("phone")),
    ],
    ["a user by its older path", patched("/user", "ann")],
    ["a list of tags as JSON", patched("/tags", '["a","b"]')],
    ["a list of tags", patched("/Tags", ["a", "b"])],
    ["push variables as they are", patched("/pushVariables", { score: "5" })],
    ["a template as JSON", patched("/templates/a", JSON.stringify({ body: "{}" }))],
    ["a template as it is", patched("/Templates/b", { body: "{}", tags: null })],
    ["a priority that is a number", create({ template: { body: "{}", priority: 5 } })],
    [
      "a registration as it was read",
      async (client) => client.registrations.update(await client.registrations.create(registration)),
    ],
    ["a job as it was read", async (client) => client.jobs.submit(await client.jobs.submit(job))],
    ["no tags", create({ tags: [] })],
  ];

  it.each(accepted)("%s", async (_title, call) => {
    const hub = createHub();
    const client = new NotificationHubClient(hub.connectionString, "hub", {
      fetch: (url, init) => hub.fetch(new Request(url, init)),
    });
    await client.installations.put(phone);
    await call(client);
    expect(hub.requests.list().filter(({ status }) => status >= 300)).toEqual([]);
  });
});

describe.each([
  ["a send", sends],
  ["a call on installations", installations],
  ["a call on registrations", registrations],
  ["a call on jobs", jobs],
  ["anything else", others],
])("%s refuses, before any request,", (_title, rows) => {
  it.each(rows)("%s", async (_what, call, argument) => {
    let requests = 0;
    const fetch = async () => {
      requests++;
      return respondWith(200);
    };
    const client = new NotificationHubClient(connection, "hub", { fetch, retry: false });
    const namespace = new NamespaceClient(connection, { fetch, retry: false });
    const error = await rejection((async () => call(client, namespace))());
    expect({ error: String(error), isArgument: isArgumentError(error) }).toMatchObject({ isArgument: true });
    expect(error).toMatchObject({ code: "NH_INVALID_ARGUMENT", argument });
    expect(requests).toBe(0);
  });
});

it("a letter of any script may be in a user id: the service says which are letters", async () => {
  const client = new NotificationHubClient(connection, "hub", { fetch: async () => respondWith(200), retry: false });
  await expect(client.installations.put({ ...phone, userId: "Zoë-Жанна-陽子" })).resolves.toBeDefined();
});

it("the message about a token does not show it", async () => {
  const client = new NotificationHubClient(connection, "hub", { fetch: async () => respondWith(200), retry: false });
  await expect(client.installations.put({ ...phone, pushChannel: "secret-token" })).rejects.toThrow(
    /^installations\.put: installation\.pushChannel must be an APNs device token: pairs of hexadecimal digits, without blanks or brackets$/,
  );
});
