import type { Notification } from "@nh/payloads";

/**
 * Computes a value once per notification, because one notification goes to many devices. A
 * notification that is not frozen may change, so its value is computed each time.
 */
export function perNotification<T extends object>(
  make: (notification: Notification) => T,
): (notification: Notification) => T {
  const made = new WeakMap<Notification, T>();
  return (notification) => {
    const known = made.get(notification);
    if (known !== undefined) return known;
    const value = make(notification);
    if (Object.isFrozen(notification) && Object.isFrozen(notification.headers)) made.set(notification, value);
    return value;
  };
}
