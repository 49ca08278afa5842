/**
 * What the host of a namespace ends with: public Azure, private link, China and US Government
 * (Microsoft, "Azure services in sovereign clouds" and "Notification Hubs: private link").
 */
export const serviceHostSuffixes: readonly string[] = [
  ".servicebus.windows.net",
  ".notificationhub.windows.net",
  ".servicebus.chinacloudapi.cn",
  ".servicebus.usgovcloudapi.net",
];

/**
 * Tells whether a host name is that of a namespace of Azure Notification Hubs, in any of its
 * clouds.
 *
 * @param hostname A host without port, as `URL.hostname` has it; capital letters are accepted.
 * @returns false for anything but a string.
 *
 * @example
 * isServiceHost("contoso.servicebus.windows.net"); // true
 * isServiceHost("contoso.servicebus.windows.net.example"); // false
 */
export function isServiceHost(hostname: string): boolean {
  if (typeof hostname !== "string") return false;
  const name = hostname.toLowerCase();
  return serviceHostSuffixes.some(
    (suffix) => name.endsWith(suffix) && /^[a-z\d-]+$/.test(name.slice(0, -suffix.length)),
  );
}
