/** The strings of an alert, or dictionaries that name a string of the app. */
type AlertTexts = Readonly<Record<string, unknown>>;

/** The keys of a checked `aps` that decide what a push does. */
export interface SentAps {
  readonly alert?: string | AlertTexts;
  readonly badge?: number;
  readonly sound?: string | { readonly name: string };
  readonly event?: string;
  readonly "content-available"?: 0 | 1;
}

/**
 * The keys of an alert that are text; its images and the labels of its buttons are shown only next
 * to text.
 */
const textKey = /^(body|(sub)?title|((sub)?title-)?loc-key)$/;

/** Whether a person sees or hears anything of a push. A badge of 0 counts: it removes the badge. */
export function showsSomething({ alert = {}, badge, sound = "" }: SentAps): boolean {
  const texts: AlertTexts = typeof alert === "string" ? { body: alert } : alert;
  const soundName = typeof sound === "string" ? sound : sound.name;
  return (
    badge !== undefined ||
    soundName !== "" ||
    Object.entries(texts).some(([key, text]) => textKey.test(key) && text !== "")
  );
}
