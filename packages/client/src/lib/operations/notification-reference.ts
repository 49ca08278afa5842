/** A notification, by its id or by the result of the send, which has the id on the Standard tier. */
export type NotificationReference = string | { readonly notificationId?: string | undefined };

/** @throws {TypeError} when there is no id in it. */
export function notificationIdOf(notification: NotificationReference): string {
  const id = typeof notification === "string" ? notification : notification?.notificationId;
  if (typeof id === "string" && id !== "") return id;
  throw new TypeError(
    "A notification is named by its notificationId, or by the result of the send; hubs below the Standard tier give none.",
  );
}
