import { Agent, request as httpRequest } from "node:http";
import { signFor } from "./sas.js";

const V = "api-version=2020-06";

/** The device that every send reaches. */
const HANDLES = ["A1", "A2", "A3"];

/**
 * What may be found under one id: what was acknowledged last, or what was requested and never
 * acknowledged.
 */
interface Account {
  /** Undefined means that it does not exist. */
  acknowledged: string | undefined;
  pending: { readonly value: string | undefined } | undefined;
}

/** What a hub returned. */
export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** Writes to a hub and keeps a ledger: what it acknowledged must be there after any restart. */
export class CrashLedger {
  /** Writes that returned success. */
  acknowledged = 0;
  /** Descriptions of acknowledged writes that were not found again. */
  readonly lost: string[] = [];
  readonly #random: () => number;
  readonly #accounts = new Map<string, Account>();
  readonly #scheduled: string[] = [];
  /** Ids of notifications that were sent since the last check. */
  readonly #sent: string[] = [];
  #version = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Writes one thing after another until it must stop or the connection breaks. Each worker has ids
   * of its own.
   */
  async write(url: string, worker: number, alive: { readonly current: boolean }): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      while (alive.current) await this.#writeOnce(url, worker, agent);
    } catch {
      // The hub was killed. Writes without a response stay pending.
    } finally {
      agent.destroy();
    }
  }

  /** Compares everything that was ever written with what the hub has now. */
  async check(url: string): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const [path, account] of this.#accounts) {
      const { status, body } = await ask(agent, "GET", `${url}${path}`);
      const found = status === 200 ? (/version-\d+/.exec(body)?.[0] ?? "unreadable") : undefined;
      const allowed = [account.acknowledged, ...(account.pending === undefined ? [] : [account.pending.value])];
      if (!allowed.includes(found)) this.lost.push(`${path}: expected ${allowed.join(" or ")}, found ${found}`);
      account.acknowledged = found;
      account.pending = undefined;
    }
    for (const path of this.#scheduled.splice(0)) {
      const { status } = await ask(agent, "DELETE", `${url}${path}`);
      if (status !== 200) this.lost.push(`${path}: the scheduled send is gone (${status})`);
    }
    for (const id of this.#sent.splice(0)) {
      const telemetry = await ask(agent, "GET", `${url}/hub/messages/${id}?${V}`);
      if (telemetry.status !== 200) this.lost.push(`${id}: the telemetry is gone (${telemetry.status})`);
      const { body } = await ask(agent, "GET", `${url}/_nh/deliveries?notificationId=${id}`);
      const { deliveries } = JSON.parse(body) as { deliveries: { handle: string }[] };
      if (deliveries.map(({ handle }) => handle).join() !== HANDLES.join())
        this.lost.push(`${id}: ${deliveries.length} of ${HANDLES.length} deliveries are there`);
    }
    agent.destroy();
  }

  async #writeOnce(url: string, worker: number, agent: Agent): Promise<void> {
    const choice = this.#random();
    const slot = `${worker}-${Math.floor(this.#random() * 10)}`;
    const value = `version-${++this.#version}`;
    if (choice < 0.1) return this.#schedule(url, agent);
    if (choice < 0.2) return this.#send(url, agent);
    if (choice < 0.3)
      return this.#change(url, agent, `/hub/installations/i${slot}?${V}`, undefined, "DELETE", undefined);
    if (choice < 0.4) {
      const path = `/hub/registrations/${1_000_000_000_000_000_000n + BigInt(worker)}-200000000000000000${slot.at(-1)}-1?${V}`;
      return this.#change(url, agent, path, value, "PUT", registrationEntry(value));
    }
    const body = JSON.stringify({ installationId: `i${slot}`, platform: "apns", pushChannel: "A1B2C3", tags: [value] });
    return this.#change(url, agent, `/hub/installations/i${slot}?${V}`, value, "PUT", body);
  }

  async #change(
    url: string,
    agent: Agent,
    path: string,
    value: string | undefined,
    method: string,
    body: string | undefined,
  ): Promise<void> {
    const account = this.#accounts.get(path) ?? { acknowledged: undefined, pending: undefined };
    this.#accounts.set(path, account);
    account.pending = { value };
    const { status } = await ask(agent, method, url + path, body);
    account.pending = undefined;
    if (status >= 300) {
      this.lost.push(`${method} ${path}: refused with ${status}`);
      return;
    }
    account.acknowledged = value;
    this.acknowledged += 1;
  }

  async #send(url: string, agent: Agent): Promise<void> {
    const part = (name: string, text: string) =>
      `--b\r\nContent-Type: application/json\r\nContent-Disposition: inline; name=${name}\r\n\r\n${text}\r\n`;
    const body = `${part("notification", '{"aps":{"alert":"now"}}')}${part("devices", JSON.stringify(HANDLES))}--b--\r\n`;
    const { status, location } = await ask(agent, "POST", `${url}/hub/messages/$batch?direct&${V}`, body, {
      "content-type": "multipart/mixed; boundary=b",
      "servicebusnotification-format": "apple",
    });
    if (status !== 201 || location === undefined) {
      this.lost.push(`send: refused with ${status}`);
      return;
    }
    this.#sent.push(new URL(location).pathname.split("/")[3] ?? "");
    this.acknowledged += 1;
  }

  async #schedule(url: string, agent: Agent): Promise<void> {
    const { status, location } = await ask(
      agent,
      "POST",
      `${url}/hub/schedulednotifications/?${V}`,
      '{"aps":{"alert":"later"}}',
      {
        "servicebusnotification-format": "apple",
        "servicebusnotification-scheduletime": new Date(Date.now() + 86_400_000).toISOString(),
      },
    );
    if (status !== 201 || location === undefined) {
      this.lost.push(`schedule: refused with ${status}`);
      return;
    }
    this.#scheduled.push(`/hub/schedulednotifications/${new URL(location).pathname.split("/")[3]}?${V}`);
    this.acknowledged += 1;
  }
}

function registrationEntry(tag: string): string {
  return (
    '<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">' +
    '<GcmRegistrationDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">' +
    `<Tags>${tag}</Tags><GcmRegistrationId>token</GcmRegistrationId></GcmRegistrationDescription></content></entry>`
  );
}

/** One request over a kept connection. A response counts only when it is complete. */
export function ask(
  agent: Agent,
  method: string,
  target: string,
  body?: string,
  extra: Record<string, string> = {},
): Promise<Answer> {
  const { origin } = new URL(target);
  const contentType = body?.startsWith("<") ? "application/atom+xml;type=entry;charset=utf-8" : "application/json";
  const headers = {
    authorization: signFor(`${origin}/`, { ttlSeconds: 86_400 }),
    ...(body === undefined ? {} : { "content-type": contentType, "content-length": String(Buffer.byteLength(body)) }),
    ...extra,
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(target, { method, agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, location: response.headers.location, body: text }),
      );
      response.once("error", reject);
    });
    request.once("error", reject);
    request.end(body);
  });
}
