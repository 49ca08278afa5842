// Made once: to make a format costs a hundred times as much as to use it.
const minutes = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const seconds = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

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
