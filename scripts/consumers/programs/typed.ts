// Compiled, not run: one name of each entry point, and a type error that must be one.
import { type ConnectionString, parseConnectionString } from "@nh/auth";
import { verifySasToken } from "@nh/auth/verify";
import { anyOf, NotificationHubClient, type SendResult } from "@nh/client";
import { type HubDescription, NamespaceClient } from "@nh/client/management";
import { createContext, send } from "@nh/client/operations";
import { createHub } from "@nh/hub";
import { type StartedHub, startHub } from "@nh/hub/node";
import { page } from "@nh/page";
import { apple, type Notification } from "@nh/payloads";
import { renderTemplate } from "@nh/payloads/template";
import { createApns } from "@nh/platforms";
import { type Installation, patch } from "@nh/wire";

export const connection: ConnectionString = parseConnectionString("");
export const started: Promise<StartedHub> = startHub({ port: 0 });
const client = new NotificationHubClient("", "hub");
const hello: Notification = apple({ alert: "Hello", badge: 1 });
export const sent: Promise<SendResult> = client.send(hello, anyOf("a", "b"));
export const sentToo: Promise<SendResult> = send(createContext("", "hub"), hello, "a");
const phone: Installation = { installationId: "a", platform: "apns", pushChannel: "00fc13adff785122" };
export const put = client.installations.put(phone);
export const made: Promise<HubDescription> = new NamespaceClient("").hubs.create("shop", { disabled: true });
// @ts-expect-error A badge is a number.
apple({ alert: "Hello", badge: "1" });
export const values = [verifySasToken, createHub, page, renderTemplate, createApns, patch];
