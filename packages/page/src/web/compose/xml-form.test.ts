import { windowsPhoneToast, windowsToast } from "@nh/payloads";
import { expect, it } from "vitest";
import { indentXml } from "./xml-form.js";

it("gives each element a line, and changes nothing else", () => {
  expect(indentXml(windowsToast({ texts: ["a < b", "c"], launch: "x&y" }).body)).toBe(`<toast launch="x&amp;y">
  <visual>
    <binding template="ToastGeneric">
      <text>a &lt; b</text>
      <text>c</text>
    </binding>
  </visual>
</toast>`);
  expect(indentXml(windowsPhoneToast({ text1: "T" }).body)).toBe(`<wp:Notification xmlns:wp="WPNotification">
  <wp:Toast>
    <wp:Text1>T</wp:Text1>
  </wp:Toast>
</wp:Notification>`);
});

it("leaves what is not XML as it is", () => {
  expect(indentXml("<toast")).toBe("<toast");
});
