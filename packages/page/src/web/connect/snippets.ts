import { parseConnectionString } from "@nh/auth";

/** What a program needs to reach the hub. */
export interface Target {
  readonly hub: string;
  readonly connectionString: string;
  /** null without HTTPS. */
  readonly tls: string | null;
  readonly certificatePath: string | null;
}

/** A few lines in one language, and what must be set for it to trust the certificate. */
export interface Snippet {
  readonly id: string;
  readonly label: string;
  readonly code: string;
  /**
   * The environment variable of the runtime for the certificate; undefined where plain HTTP is
   * used.
   */
  readonly trust: string | undefined;
}

/** Whoever insists on TLS needs the certificate; nh and curl take plain HTTP. */
export function snippetsFor({ hub, connectionString, tls, certificatePath }: Target): Snippet[] {
  const secure = tls ?? connectionString;
  const path = certificatePath ?? "";
  const url = `${parseConnectionString(connectionString).endpoint}${hub}/messages/?api-version=2020-06`;
  const trusted = (line: string) => (tls === null ? undefined : line);
  return [
    {
      id: "nh-js",
      label: "JavaScript (nh)",
      trust: undefined,
      code: `import { everyone, NotificationHubClient } from "@nh/client";
import { apple } from "@nh/payloads";

const client = new NotificationHubClient(${JSON.stringify(connectionString)}, ${JSON.stringify(hub)});
await client.send(apple({ alert: "Hello" }), everyone());
`,
    },
    {
      id: "azure-js",
      label: "JavaScript (Azure)",
      trust: trusted(`NODE_EXTRA_CA_CERTS=${path}`),
      code: `import { createAppleNotification, NotificationHubsClient } from "@azure/notification-hubs";

const client = new NotificationHubsClient(${JSON.stringify(secure)}, ${JSON.stringify(hub)});
const notification = createAppleNotification({ body: '{"aps":{"alert":"Hello"}}', headers: {} });
await client.sendBroadcastNotification(notification);
`,
    },
    {
      id: "dotnet",
      label: ".NET",
      trust: trusted(`SSL_CERT_FILE=${path}`),
      code: `using Microsoft.Azure.NotificationHubs;

var client = NotificationHubClient.CreateClientFromConnectionString(
    ${JSON.stringify(secure)}, ${JSON.stringify(hub)});
await client.SendAppleNativeNotificationAsync("""{"aps":{"alert":"Hello"}}""");
`,
    },
    {
      id: "java",
      label: "Java",
      trust: trusted(
        `keytool -importcert -noprompt -alias nh -storepass changeit -keystore nh.jks -file ${path} && export JAVA_TOOL_OPTIONS="-Djavax.net.ssl.trustStore=nh.jks -Djavax.net.ssl.trustStorePassword=changeit"`,
      ),
      code: `import com.windowsazure.messaging.*;

NotificationHub hub = new NotificationHub(
    ${JSON.stringify(secure)}, ${JSON.stringify(hub)});
hub.sendNotification(Notification.createAppleNotification("{\\"aps\\":{\\"alert\\":\\"Hello\\"}}"));
`,
    },
    {
      id: "python",
      label: "Python",
      trust: undefined,
      code: `import os, subprocess, urllib.request

os.environ["NH_CONNECTION_STRING"] = ${JSON.stringify(connectionString)}
token = subprocess.check_output(["nh", "sas", "create", "--hub", ${JSON.stringify(hub)}], text=True).strip()
headers = {"Authorization": token, "Content-Type": "application/json", "ServiceBusNotification-Format": "apple"}
urllib.request.urlopen(urllib.request.Request(${JSON.stringify(url)}, b'{"aps":{"alert":"Hello"}}', headers))
`,
    },
    {
      id: "curl",
      label: "curl",
      trust: undefined,
      code: `export NH_CONNECTION_STRING='${connectionString}' NH_HUB=${hub}
curl -X POST '${url}' \\
  -H "Authorization: $(nh sas create)" -H "Content-Type: application/json" \\
  -H "ServiceBusNotification-Format: apple" -d '{"aps":{"alert":"Hello"}}'
`,
    },
  ];
}
