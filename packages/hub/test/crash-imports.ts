import { Agent } from "node:http";
import { ask } from "./crash-ledger.js";

const V = "api-version=2020-06";
const DEVICES = 4_000;
const LINES = 3_000;
const NS = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";

/**
 * Something long that starts before a kill and must be there completely, or not at all, after it.
 */
interface Imports {
  /** The longest time before the kill, in milliseconds: about as long as the work takes. */
  readonly longestMs: number;
  /** The cases in which it was neither. */
  readonly faults: string[];
  /** The outcome in words. */
  readonly summary: string;
  /** Checks what the last process left. */
  check(url: string): Promise<void>;
  /** Starts the next one. The kill may come at any moment. It never rejects. */
  begin(url: string): Promise<void>;
}

async function withAgent<Result>(work: (agent: Agent) => Promise<Result>): Promise<Result> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    return await work(agent);
  } finally {
    agent.destroy();
  }
}

/** Snapshots that replace each other. Each marks all its devices with its own number. */
export class Snapshots implements Imports {
  readonly longestMs = 400;
  readonly faults: string[] = [];
  #number = 0;
  #acknowledged = 0;
  #replaced = 0;
  #interrupted = 0;

  get summary(): string {
    return `${this.#replaced} there, ${this.#interrupted} not`;
  }

  async check(url: string): Promise<void> {
    const { body } = await withAgent((agent) => ask(agent, "GET", `${url}/_nh/devices?limit=1000000`));
    const { devices } = JSON.parse(body) as { devices: { tags: string[] }[] };
    const numbers = new Set(devices.map(({ tags }) => tags.at(-1)));
    const [found = "snapshot-0"] = numbers;
    const isWhole = numbers.size <= 1 && devices.length === (found === "snapshot-0" ? 0 : DEVICES);
    const isExpected = found === `snapshot-${this.#acknowledged}` || found === `snapshot-${this.#number}`;
    if (!isWhole || !isExpected) {
      this.faults.push(`after ${this.#acknowledged} and ${this.#number}: ${devices.length} of ${[...numbers].join()}`);
    }
    if (found === `snapshot-${this.#number}`) this.#replaced++;
    else this.#interrupted++;
    this.#acknowledged = Number(found.slice("snapshot-".length));
  }

  async begin(url: string): Promise<void> {
    const number = ++this.#number;
    const records = Array.from({ length: DEVICES }, (_, index) => {
      const id = `device-${index}`;
      const document = { installationId: id, platform: "apns", pushChannel: `A${index}`, tags: [`snapshot-${number}`] };
      return { hub: "hub", kind: "installation", id, value: { document, etag: 1 } };
    });
    const text = JSON.stringify({ format: "nh-hub-snapshot", version: 1, records });
    try {
      const { status } = await withAgent((agent) => ask(agent, "PUT", `${url}/_nh/snapshot`, text));
      if (status === 200) this.#acknowledged = number;
      else this.faults.push(`snapshot ${number}: refused with ${status}`);
    } catch {
      // The hub was killed.
    }
  }
}

/** Import jobs. Each line makes one registration, and one line of results that names it. */
export class ImportJobs implements Imports {
  readonly longestMs = 500;
  readonly faults: string[] = [];
  #job = "";
  #finished = 0;
  #number = 0;

  get summary(): string {
    return `${this.#finished} jobs finished`;
  }

  async check(url: string): Promise<void> {
    if (this.#job === "") return;
    const job = this.#job;
    await withAgent(async (agent) => {
      for (;;) {
        const { body } = await ask(agent, "GET", `${url}/hub/jobs/${job}?${V}`);
        const status = /<Status>(\w+)</.exec(body)?.[1];
        if (status === "Completed") break;
        if (status === "Failed" || status === undefined) {
          this.faults.push(`${job}: ${status} ${/<Failure>([^<]*)</.exec(body)?.[1]}`);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      this.#finished++;
      const results = await ask(agent, "GET", `${url}/_nh/blobs/acc/out/hub/${job}/Output.txt`);
      const lines = results.body.trim().split("\r\n");
      const numbers = lines.map((line) => Number(line.split("\t")[0]));
      if (numbers.length !== LINES || numbers.some((number, index) => number !== index + 1))
        this.faults.push(`${job}: ${numbers.length} lines of results, ${new Set(numbers).size} of them different`);
      const written = lines.map((line) => /<RegistrationId>([^<]+)</.exec(line)?.[1] ?? "");
      const tag = `job-${this.#number}`;
      const { body } = await ask(agent, "GET", `${url}/_nh/devices?limit=1000000&tag=${tag}`);
      const { devices } = JSON.parse(body) as { devices: { registrationIds: string[] }[] };
      const registered = devices.flatMap(({ registrationIds }) => registrationIds);
      if (registered.sort().join() !== written.sort().join())
        this.faults.push(`${job}: ${registered.length} registrations, not those of the results`);
    });
  }

  async begin(url: string): Promise<void> {
    this.#job = "";
    const number = ++this.#number;
    const lines = Array.from(
      { length: LINES },
      (_, index) =>
        `<GcmRegistrationDescription xmlns="${NS}"><Tags>job-${number}</Tags><GcmRegistrationId>g${number}-${index}</GcmRegistrationId></GcmRegistrationDescription>`,
    );
    const account = "https://acc.blob.core.windows.net";
    const entry =
      `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><NotificationHubJob xmlns="${NS}">` +
      `<Type>ImportCreateRegistrations</Type><OutputContainerUri>${account}/out</OutputContainerUri>` +
      `<ImportFileUri>${account}/in/list-${number}.txt</ImportFileUri></NotificationHubJob></content></entry>`;
    try {
      await withAgent(async (agent) => {
        await ask(agent, "PUT", `${url}/_nh/blobs/acc/in/list-${number}.txt`, lines.join("\r\n"));
        const { body } = await ask(agent, "POST", `${url}/hub/jobs?${V}`, entry);
        this.#job = /<JobId>([^<]+)</.exec(body)?.[1] ?? "";
      });
    } catch {
      // The hub was killed, perhaps before the job existed.
    }
  }
}
