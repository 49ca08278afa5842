// Made once: to make a format costs a hundred times as much as to use it.
const minutes = new Intl.DateTimeFormat("en-US", { timeStyle: "short", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("en-US", { weekday: "long", day: "numeric", month: "long" });
const seconds = new Intl.DateTimeFormat("en-US", { timeStyle: "medium", hourCycle: "h23" });

/** Hours and minutes as a device shows them; of now without a moment. */
export function clockTime(at: string | undefined): string {
  return minutes.format(at === undefined ? undefined : new Date(at));
}

/** The day as a lock screen shows it; today without a moment. */
export function dayWords(at: string | undefined): string {
  return day.format(at === undefined ? undefined : new Date(at));
}

/** Hours, minutes and seconds. */
export function clockSeconds(at: string | Date): string {
  return seconds.format(new Date(at));
}
