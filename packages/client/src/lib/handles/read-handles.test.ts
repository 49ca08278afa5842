import type { NativePlatform } from "@nh/payloads";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HandleError, isHandleError, type ReadHandlesOptions, readHandles, readLines } from "../../handles.js";

const a = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const b = a.replace("00", "01");
const c = a.replace("00", "02");

async function read(list: Parameters<typeof readHandles>[0], options: Partial<ReadHandlesOptions> = {}) {
  const handles: string[] = [];
  for await (const handle of readHandles(list, { platform: "apple", ...options })) handles.push(handle);
  return handles;
}

async function refusal(list: Parameters<typeof readHandles>[0], options: Partial<ReadHandlesOptions> = {}) {
  const error: unknown = await read(list, options).then(
    (handles) => new Error(`read ${JSON.stringify(handles)}`),
    (thrown: unknown) => thrown,
  );
  if (!isHandleError(error)) throw error;
  return error;
}

describe("readHandles", () => {
  it.each<[what: string, list: string, options?: Partial<ReadHandlesOptions>]>([
    ["lines", `${a}\n${b}\n${c}\n`],
    ["lines that end with CR LF, after a byte order mark, with blank lines", `\ufeff${a}\r\n\r\n${b}\r\n  \r\n${c}`],
    ["lines between blanks", `  ${a}\n\t${b} \n${c}`],
    ["lines with comments", `# iPhones\n${a}\n  # more\n${b}\n#${"x"}\n${c}`],
    ["quoted lines", `"${a}"\n"${b}"\n"${c}"`],
    ["lines with trailing commas", `${a},\n${b},\n${c}`],
    ["quoted lines with trailing commas", `"${a}",\n"${b}",\n"${c}"`],
    ["one column with a known heading", `device_token\n${a}\n${b}\n${c}`],
    ["one column with a heading and a trailing comma", `Device Token,\n${a},\n${b},\n${c},`],
    ["a table with commas", `user,token\n1,${a}\n2,${b}\n3,${c}`],
    ["a table with semicolons", `token;user\r\n${a};1\r\n${b};2\r\n${c};3\r\n`],
    ["a table with tabs", `token\tuser\n${a}\t1\n${b}\t2\n${c}\t3`],
    ["a table with bars", `token|user\n${a}|1\n${b}|2\n${c}|3`],
    ["a table whose first line names a tab as the delimiter", `sep=\t\ntoken\ta,b,c\n${a}\t1\n${b}\t2\n${c}\t3`],
    ["a table whose first line names the delimiter", `sep=;\ntoken;a,b,c\n${a};1\n${b};2\n${c};3`],
    ["a table after a comment", `# exported; on, a; day\ntoken;user\n${a};1\n${b};2\n${c};3`],
    ["a table with quotes and line breaks in cells", `note,token\n"a ""b""\n,;",${a}\n"x",${b}\n,"${c}"`],
    ["a table whose column is named", `id,Push\n${a},${a}\n0,${b}\n0,${c}`.replace(`${a},`, "0,"), { column: "push" }],
    ["a table whose column is numbered, with a heading", `id,device_token\n1,${a}\n2,${b}\n3,${c}`, { column: 2 }],
    ["a table whose column is numbered, with an unknown heading", `id,Push\n1,${a}\n2,${b}\n3,${c}`, { column: "2" }],
    ["a table whose column is numbered, without a heading", `1,${a}\n2,${b}\n3,${c}`, { column: 2 }],
    ["NDJSON of strings", [a, b, c].map((handle) => JSON.stringify(handle)).join("\n"), { format: "ndjson" }],
    ["NDJSON of objects", [a, b, c].map((pushChannel) => JSON.stringify({ id: 1, pushChannel })).join("\r\n")],
    ["NDJSON by field", [a, b, c].map((x) => JSON.stringify({ token: 1, x })).join("\n\n"), { column: "x" }],
    ["a JSON array of strings", JSON.stringify([a, b, c])],
    ["a JSON array over several lines", `\n${JSON.stringify([a, b, c], undefined, 2)}\n`],
    ["a JSON array of objects", JSON.stringify([a, b, c].map((deviceToken) => ({ tags: ["a]", '{"'], deviceToken })))],
  ])("reads %s, however it is cut into pieces", async (_, list, options) => {
    expect(await read(list, options)).toEqual([a, b, c]);
    expect(await read([...list], options)).toEqual([a, b, c]);
    const bytes = new TextEncoder().encode(list);
    expect(
      await read(
        [...bytes].map((byte) => Uint8Array.of(byte)),
        options,
      ),
    ).toEqual([a, b, c]);
  });

  it("reads a list of its own making, whatever the handles are", async () => {
    const handles = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(handles, fc.constantFrom("\n", "\r\n"), async (bytes, lineBreak) => {
        const list = bytes.map((all) => Buffer.from(all).toString("hex"));
        expect(await read(list.join(lineBreak))).toEqual(list);
        expect(await read(JSON.stringify(list))).toEqual(list);
        expect(await read(["token;x", ...list.map((handle) => `"${handle}";1`)].join(lineBreak))).toEqual(list);
      }),
    );
  });

  it("throws only its own errors, whatever the list is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => new TextEncoder().encode(text)),
        ),
        fc.constantFrom<NativePlatform>("apple", "fcmv1", "windows", "browser"),
        async (bytes, platform) => {
          await read([bytes], { platform }).catch((error: unknown) => expect(error).toBeInstanceOf(HandleError));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each<[list: string, line: number, message: string, options?: Partial<ReadHandlesOptions>]>([
    [`${a}\n<${b}>`, 2, "it has angle brackets"],
    [`token;user\n${a};1\nabc;2`, 3, "it has an odd number of digits"],
    [`user,name\n1,${a}`, 1, "none has a known heading"],
    ["Phones\n00", 1, '"Phones" is not a handle. If it is a heading, name it as the column'],
    ["token\n00", 1, 'has no column "push"', { column: "push" }],
    ["1,00", 1, "has no column 3; it has 2", { column: 3 }],
    [`token\n"${a}\n${b}`, 2, "The quote in column 1 is never closed."],
    [`x,token\n1,"${a}\n2,${b}`, 2, "The quote in column 3 is never closed."],
    [`token\n"${a}"x`, 2, "The quote in column 1 is not closed as it should be: text follows the closing quote in"],
    [`x,token\n1,"${a}\n2,"${b}"`, 2, "text follows the next quote, in line 3."],
    [`${a}\r${b}\r`, 1, "CR alone"],
    [`${a}\n${b}\r${c}`, 2, "CR alone"],
    [`["${a}",\n"${b}",\n]`, 3, "a comma with nothing before or after it"],
    [`["${a}",\n'${b}']`, 2, "not valid JSON"],
    [`["${a}"`, 1, "never closed"],
    [`["${a}"]\n"${b}"`, 2, "goes on after the end"],
    [`["${a}",\n  7]`, 2, "Expected a string"],
    [`["${a}","${b}","<${c}>"]`, 1, "Line 1, element 3: "],
    [`["${a}",{"x":1}]`, 1, "Line 1, element 2: Expected a string"],
    [`token,device_token\n1,${a}`, 1, 'Several columns may have the handles: "token", "device_token". Name one'],
    ['{"x":"00"}', 1, "Expected a string, or an object with one of the fields handle"],
    [`{\n  "token": "${a}"\n}`, 1, "one object per line"],
    [`{"token":"${a}"}`, 1, "must begin with [", { format: "json" }],
  ])("refuses %j and names the line", async (list, line, message, options) => {
    const error = await refusal(list, options);
    expect(error.line).toBe(line);
    expect(error.message).toMatch(/^Line \d+(?:, element \d+)?: /);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain(a.slice(8));
  });

  it("names the encoding that a list has instead of UTF-8, and what to do", async () => {
    const utf16 = Buffer.from(`\ufeff${a}\r\n`, "utf16le");
    expect((await refusal([utf16])).message).toContain("The list is UTF-16. Convert the list to UTF-8 first: iconv");
    expect((await refusal([utf16.subarray(2)])).message).toContain("UTF-16");
    expect((await refusal([Buffer.from(utf16).swap16()])).message).toContain("UTF-16");
    expect((await refusal([Buffer.from(utf16).swap16().subarray(2)])).message).toContain("UTF-16");
    const latin1 = Buffer.from(`${a}\n${b} Bj\u00f6rn`, "latin1");
    expect((await refusal([latin1])).message).toMatch(/^Line 2: These bytes are not UTF-8\. Convert/);
    expect((await refusal([Buffer.from([0x61, 0x62, 0x63, 0x64, 0xc3])])).message).toContain("cut short");
  });

  it.each(["", "NULL", "null", "undefined", "None", "N/A", "\\N"])(
    "skips %j where a handle is expected, and says so",
    async (cell) => {
      const missing: number[] = [];
      const onMissing = ({ line }: { line: number }) => missing.push(line);
      expect(await read(`token;user\n${a};1\n${cell};2\n${b};3`, { onMissing })).toEqual([a, b]);
      expect(await read(`["${a}",\n${JSON.stringify(cell)},\nnull]`, { onMissing })).toEqual([a]);
      expect(missing).toEqual([3, 2, 3]);
    },
  );

  it("collects all refused handles when asked to", async () => {
    const refused: HandleError[] = [];
    expect(await read(`${a}\n<${b}>\nxyz\n${c}`, { onRefused: (error) => refused.push(error) })).toEqual([a, c]);
    expect(refused.map(({ line, suggestion, code }) => ({ line, suggestion, code }))).toEqual([
      { line: 2, suggestion: b, code: "NH_HANDLE_INVALID" },
      { line: 3, suggestion: undefined, code: "NH_HANDLE_INVALID" },
    ]);
  });

  it("collects all lines that cannot be read, and reads on behind each", async () => {
    const broken = async (list: string, options?: Partial<ReadHandlesOptions>) => {
      const lines: unknown[] = [];
      const onRefused = ({ line, code, problem }: HandleError) => void lines.push([line, code, problem]);
      const handles = await read(list, { ...options, onRefused });
      return { handles, lines };
    };
    const notJson = (line: number) => [line, "NH_HANDLE_LIST_INVALID", "notJson"];
    expect(await broken(`{"token":"${a}"}\n{"token":\n\n"${b}"\nx\n{"token":"${c}"}`)).toEqual({
      handles: [a, b, c],
      lines: [notJson(2), notJson(5)],
    });
    const quote = (line: number) => [line, "NH_HANDLE_LIST_INVALID", "brokenQuote"];
    expect(await broken(`"${a}\n${b}\n"${b}"x\n${c}\n"`, { format: "lines" })).toEqual({
      handles: [b, c],
      lines: [quote(1), quote(3), quote(5)],
    });
    // Only the last line shows that the first quote swallowed the lines in between.
    expect(await broken(`x,token\n1,"${a}\n# note\n2,${b}\n3,"${c}"\n4,"${c}\n5,"a\nb"`)).toEqual({
      handles: [b, c],
      lines: [quote(2), quote(6), [7, "NH_HANDLE_INVALID", undefined]],
    });
  });

  it.each([
    ["NDJSON", `{"token":"${a}"}\n{"x":1}\n7\n{"token":null}\n"${b}"`, [2, 3]],
    ["a JSON array", `[{"token":"${a}"},\n{"x":1},\n[],\nnull,\n"${b}"]`, [2, 3]],
  ])("collects the values without a handle of %s, and reads on behind each", async (_name, list, lines) => {
    const refused: HandleError[] = [];
    expect(await read(list, { onRefused: (error) => refused.push(error) })).toEqual([a, b]);
    expect(refused.map(({ line }) => line)).toEqual(lines);
    expect(new Set(refused.map(({ problem }) => problem))).toEqual(new Set(["unknownColumn"]));
    await expect(read(list)).rejects.toMatchObject({ line: 2, problem: "unknownColumn" });
  });

  it.each([`x,"token\n1,${a}`, `"x,token\n1,${a}`, `sep=,\nx,"token"y\n1,${a}`])(
    "does not take a row for the heading behind a first row that is broken: %j",
    async (list) => {
      const refused: HandleError[] = [];
      const error = await refusal(list, { column: "token", onRefused: (one) => refused.push(one) });
      expect(error).toMatchObject({ problem: "brokenQuote", line: list.startsWith("sep") ? 2 : 1 });
      expect(refused).toEqual([]);
    },
  );

  it("gives up a quote that is not closed within a megabyte", async () => {
    const lines: number[] = [];
    const list = (function* () {
      yield `x,token\n1,"${a}\n`;
      for (let row = 0; row < 20_000; row++) yield `2,${b}\n`;
    })();
    const handles = await read(list, { onRefused: ({ line = 0 }) => lines.push(line) });
    expect({ lines, count: handles.length }).toEqual({ lines: [2], count: 20_000 });
  });

  it("lets odd handles through when asked to", async () => {
    expect(await read("odd one\n<00>", { unchecked: true })).toEqual(["odd one", "<00>"]);
    expect(await read("token;x\nodd;1", { unchecked: true })).toEqual(["odd"]);
  });

  it("prefers the column of its own platform", async () => {
    const fcm = "fcm-token_1:x";
    const list = `token,apns_token,fcm_token\nx,${a},${fcm}`;
    expect(await read(list)).toEqual([a]);
    expect(await read(list, { platform: "fcmv1" })).toEqual([fcm]);
  });

  it("takes a channel URI with a comma for one line", async () => {
    const channel = "https://db3.notify.windows.com/?token=AwY,B;C%2b";
    expect(await read(channel, { platform: "windows" })).toEqual([channel]);
  });

  it("refuses a list without line breaks before it fills the memory", async () => {
    const endless = (function* () {
      for (;;) yield a.repeat(1000);
    })();
    expect((await refusal(endless)).message).toContain("longer than 1,048,576 characters");
    const endlessItem = (function* () {
      yield '["';
      for (;;) yield a.repeat(1000);
    })();
    expect((await refusal(endlessItem)).message).toContain("longer than 1,048,576 characters");
  });

  it("refuses wrong options", async () => {
    await expect(read("", { platform: "template" as "apple" })).rejects.toThrow(
      "platform must be a platform that devices have",
    );
    await expect(read("", { format: "xml" as "csv" })).rejects.toThrow(
      "format must be one of lines, csv, ndjson, json",
    );
    await expect(read("", { format: "lines", column: 1 })).rejects.toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      argument: "column",
    });
  });
});

describe("the problem of a list", () => {
  it.each<[problem: string | undefined, list: string, options?: Partial<ReadHandlesOptions>]>([
    ["unknownColumn", "a,b\n1,2", { format: "csv" }],
    ["unknownColumn", "token,device_token\n1,2"],
    ["unknownColumn", "users\nx"],
    ["unknownColumn", '{"x":1}'],
    ["notJson", '{"x":'],
    ["notJson", `["${a}",{bad}]`],
    [undefined, "a,b\n1,2", { column: "c" }],
    [undefined, "["],
    ["brokenQuote", `token\n"${a}`],
  ])("is %s for %j", async (problem, list, options) => {
    expect((await refusal(list, options)).problem).toBe(problem);
  });
});

describe("readLines", () => {
  it("yields each line with its number, however the text is cut", async () => {
    const lines: unknown[] = [];
    for await (const line of readLines([..."\ufeffone\r\n\ntwo\n"])) lines.push(line);
    expect(lines).toEqual([
      { text: "one", number: 1 },
      { text: "", number: 2 },
      { text: "two", number: 3 },
    ]);
  });

  it("refuses UTF-16 and CR alone, as readHandles does", async () => {
    const all = async (list: Parameters<typeof readLines>[0]) => {
      for await (const _line of readLines(list));
    };
    await expect(all([Buffer.from("\ufeffone", "utf16le")])).rejects.toThrow("UTF-16");
    await expect(all("one\rtwo")).rejects.toMatchObject({ code: "NH_HANDLE_LIST_INVALID", line: 1 });
  });
});
