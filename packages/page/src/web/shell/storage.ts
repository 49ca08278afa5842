/** What the browser remembers for this page; nothing where it is blocked. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`nh-${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a value, as far as the browser lets it. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`nh-${name}`, value);
  } catch {
    // A page that may not remember works all the same.
  }
}
