import { describe, expect, it } from "vitest";
import { createSasCredential, formatConnectionString, isServiceHost, parseConnectionString } from "../index.js";

const hosts = [
  "contoso.servicebus.windows.net",
  "contoso.notificationhub.windows.net",
  "contoso.servicebus.chinacloudapi.cn",
  "contoso.servicebus.usgovcloudapi.net",
];

describe("the host of a namespace", () => {
  it.each([...hosts, "Contoso-2.ServiceBus.Windows.net"])("may be %s", (host) => {
    expect(isServiceHost(host)).toBe(true);
  });

  it.each([
    "servicebus.windows.net",
    ".servicebus.windows.net",
    "contoso.servicebus.windows.net.example",
    "contososervicebus.windows.net",
    "a.b.servicebus.windows.net",
    "contoso.blob.core.windows.net",
    "contoso.notificationhub.windows.net:443",
    "localhost",
    "",
  ])("is not %j", (host) => {
    expect(isServiceHost(host)).toBe(false);
  });

  it.each(hosts)("%s is accepted in a connection string, and signed for", async (host) => {
    const text = `Endpoint=sb://${host}/;SharedAccessKeyName=a;SharedAccessKey=a2V5`;
    const connection = parseConnectionString(text);
    expect(connection.endpoint).toBe(`https://${host}/`);
    expect(formatConnectionString(connection)).toBe(text);
    const { token } = await createSasCredential(text).getToken(`https://${host}/hub`);
    expect(token).toContain(`sr=${encodeURIComponent(`https://${host}/`)}`);
  });
});
