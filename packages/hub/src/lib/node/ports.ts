import { isIPv6 } from "node:net";
import { isLoopback } from "@nh/auth";
import { ArgumentError } from "../argument-error.js";
import { flagRule, type OptionRule, type OptionRules } from "../check-options.js";
import { loadCertificate } from "./certificate.js";
import { type Listener, type ListenOptions, listen } from "./listen.js";
import { type GuardOptions, guardRules, SocketGuard } from "./socket-guard.js";

const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_PORT = 7447;
const DEFAULT_HTTPS_PORT = 7448;

/** Hosts that the name `localhost` reaches. */
const localHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "0.0.0.0", "::"]);

/** Where a hub listens, and for whom. */
export interface PortOptions extends GuardOptions {
  /**
   * The address to bind. Default: the loopback interface, IPv4 and IPv6. Any other address lets
   * other machines in, and the hub says so in `warnings`.
   */
  readonly host?: string | undefined;
  /** The port for HTTP. 0 takes any free one. Default 7447. */
  readonly port?: number | undefined;
  /**
   * The port for HTTPS. 0 takes any free one, false turns HTTPS off. Default 7448, or 0 when `port`
   * is 0.
   */
  readonly httpsPort?: number | false | undefined;
  /**
   * Whether a port that is in use means the next free one, which `warnings` names, instead of an
   * error. Default false.
   */
  readonly portFallback?: boolean | undefined;
  /** The folder for the certificate. Default: `nh` in the user's configuration folder. */
  readonly certificateDir?: string | undefined;
}

const isPort = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535;

export const folderRule: OptionRule = {
  accepts: (value) => typeof value === "string" && value !== "",
  form: "the path of a folder",
};

/** What each option must be. */
export const portRules: OptionRules<PortOptions> = {
  // Node would take an empty host for every address of the machine.
  host: { accepts: (value) => typeof value === "string" && value !== "", form: "an address such as 127.0.0.1" },
  port: { accepts: isPort, form: "a whole number from 0 to 65535" },
  httpsPort: {
    accepts: (value) => value === false || isPort(value),
    form: "a whole number from 0 to 65535, or false",
  },
  portFallback: flagRule,
  certificateDir: folderRule,
  ...guardRules,
};

/** The open ports of a hub. */
export interface Ports {
  readonly url: string;
  readonly httpsUrl: string | undefined;
  readonly certificatePath: string | undefined;
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the ports for HTTP and for HTTPS, or neither.
 *
 * @throws {HubStartError} NH_PORT_IN_USE when a port is in use, NH_PORT_REFUSED when the system
 *   refuses one, NH_CERTIFICATE when the certificate cannot be kept.
 * @throws {ArgumentError} when both ports are the same.
 */
export async function openPorts(
  handlers: Pick<ListenOptions, "handler" | "direct">,
  options: PortOptions,
): Promise<Ports> {
  const { host = DEFAULT_HOST, port = DEFAULT_PORT, portFallback = false } = options;
  // A caller that asks for any free port runs beside others, and a fixed port would be in use.
  const { httpsPort = port === 0 ? 0 : DEFAULT_HTTPS_PORT } = options;
  if (port === httpsPort && port !== 0)
    throw new ArgumentError("httpsPort", `port and httpsPort are both ${port}. They must differ.`);

  const name = localHosts.has(host) ? "localhost" : isIPv6(host) ? `[${host}]` : host;
  const { allowHosts = [], allowOrigins } = options;
  // The name under which the hub listens is one under which it is reached.
  const guard = new SocketGuard({ allowHosts: [...allowHosts, host], allowOrigins });
  const warnings = isLoopback(host) ? [] : [exposureWarning(host)];
  const listeners: Listener[] = [];
  const close = async () => {
    await Promise.all(listeners.map((listener) => listener.close()));
  };
  const open = async (
    wanted: number,
    details: { tls?: { certificate: string; key: string }; reservedPort?: number | undefined },
  ) => {
    const listener = await listen({ ...handlers, guard, host, port: wanted, portFallback, ...details });
    listeners.push(listener);
    if (wanted !== 0 && listener.port !== wanted)
      warnings.push(`Port ${wanted} is in use. The hub took ${listener.port} instead.`);
    return listener.port;
  };
  try {
    const url = `http://${name}:${await open(port, { reservedPort: httpsPort === false ? undefined : httpsPort })}`;
    if (httpsPort === false) return { url, httpsUrl: undefined, certificatePath: undefined, warnings, close };
    const certificate = await loadCertificate(options.certificateDir);
    if (certificate.warning !== undefined) warnings.push(certificate.warning);
    const httpsUrl = `https://${name}:${await open(httpsPort, { tls: certificate })}`;
    return { url, httpsUrl, certificatePath: certificate.path, warnings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function exposureWarning(host: string): string {
  return `The hub listens on ${host}, so other machines can reach it and its control API, by its IP address or by a name in allowHosts. Its certificate covers only localhost.`;
}
