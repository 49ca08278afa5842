import { realTiming, type Timing } from "./timing.js";

/** What the event stream of the hub carries: the kind of an event, and its JSON. */
export interface StreamedEvent {
  readonly type: string;
  readonly data: string;
}

/**
 * How much of the stream is taken in at once, in characters: some 400 pushes. The cost of reading
 * and drawing them grows with it, and a slice must leave a slow machine room to respond.
 */
export const SLICE_LENGTH = 256 * 1024;
/** How long the first event of a burst waits for those that come with it, in milliseconds. */
const GATHER_MS = 16;
/** The pause after a slice, in which the page draws and responds, in milliseconds. */
const PAUSE_MS = 50;

/**
 * How much may wait, in characters: some 25,000 pushes. A browser slows the timers of a page that
 * nobody looks at to one a minute, and what arrives meanwhile must not fill its memory.
 */
export const BACKLOG_LENGTH = 16 * 1024 * 1024;

/** What is between two events of the stream. */
const END = "\n\n";

/**
 * Takes in the event stream in slices, each a short task of its own, so that ten thousand
 * deliveries never stop the page: it draws and responds between two slices.
 */
export class Intake {
  readonly #take: (events: readonly StreamedEvent[]) => void;
  readonly #overflow: () => void;
  readonly #timing: Timing;
  readonly #decoder = new TextDecoder();
  #text = "";
  #isDue = false;
  #isStopped = false;
  #restedAt = 0;

  /** @param overflow Is called when too much waited, and all of it was dropped. */
  constructor(take: (events: readonly StreamedEvent[]) => void, overflow: () => void, timing: Timing = realTiming) {
    this.#take = take;
    this.#overflow = overflow;
    this.#timing = timing;
  }

  /** Adds the next bytes of the stream, which may end within an event. */
  add(bytes: Uint8Array): void {
    this.#text += this.#decoder.decode(bytes, { stream: true });
    // To search is to copy all that waits, so only what is too long is searched.
    const last = this.#text.length > BACKLOG_LENGTH ? this.#text.lastIndexOf(END) : -1;
    if (last >= 0) {
      this.#text = this.#text.slice(last + END.length);
      this.#overflow();
    }
    this.#plan();
  }

  /** Drops what was not taken yet: it is older than what is loaded after a reconnection. */
  stop(): void {
    this.#isStopped = true;
    this.#text = "";
  }

  #plan(): void {
    if (this.#isDue || !this.#text.includes(END)) return;
    this.#isDue = true;
    this.#timing.wait(() => this.#run(), Math.max(GATHER_MS, this.#restedAt - this.#timing.now()));
  }

  #run(): void {
    this.#isDue = false;
    if (this.#isStopped || !this.#text.includes(END)) return;
    const last = this.#text.lastIndexOf(END, SLICE_LENGTH);
    // One event is taken however long it is.
    const end = last < 0 ? this.#text.indexOf(END) : last;
    const slice = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + END.length);
    this.#take(slice.split(END).flatMap(readEvent));
    this.#restedAt = this.#timing.now() + PAUSE_MS;
    this.#plan();
  }
}

/** The hub writes each event as two lines; anything else keeps the connection alive. */
function readEvent(text: string): StreamedEvent[] {
  const [, type, data] = /^event: (.*)\ndata: (.*)$/.exec(text) ?? [];
  return type === undefined || data === undefined ? [] : [{ type, data }];
}
