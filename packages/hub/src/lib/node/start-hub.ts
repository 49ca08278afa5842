import { join } from "node:path";
import { checkOptions, type OptionRules } from "../check-options.js";
import type { Connection } from "../context.js";
import { type OpenHub, openHub } from "../create-hub.js";
import { isControlPath, type RequestAddress, readAddress } from "../http/request-address.js";
import type { RestRequest } from "../http/rest-request.js";
import type { Hub } from "../hub.js";
import { firstHubName, type HubOptions, hubOptionRules } from "../options.js";
import { DamagedRecordError } from "../state/records.js";
import { roomWarning } from "./disk-room.js";
import { HubStoreError } from "./errors.js";
import { createFolderBlobStore } from "./folder-blob-store.js";
import { type PageFile, PageFiles, pageRule } from "./page-files.js";
import { folderRule, openPorts, type PortOptions, portRules } from "./ports.js";
import { makePrivateFolder } from "./private-folder.js";
import { openSqliteStore } from "./sqlite-store.js";
import { damagedStore } from "./store-failure.js";

/**
 * Where {@link startHub} listens and what it keeps, in addition to the options of a hub in memory.
 */
export interface StartHubOptions extends Omit<HubOptions, "store" | "blobs" | "endpoint">, PortOptions {
  /**
   * The folder that keeps the hub's state (`hub.db`), the blobs of jobs (`blobs/`) and the
   * certificate. It is created when missing. Default: the state lives in memory.
   */
  readonly dataDir?: string | undefined;
  /**
   * The folder for the certificate. Default: `dataDir`, else `nh` in the user's configuration
   * folder.
   */
  readonly certificateDir?: string | undefined;
  /**
   * The page to serve under `/_nh/`: the `page` of `@nh/page`. A browser that opens the bare
   * address is sent there. The page shows the connection strings, keys included, to whoever reaches
   * the control API. Default: no page.
   */
  readonly page?: readonly PageFile[] | undefined;
}

const { store: _store, blobs: _blobs, endpoint: _endpoint, ...memoryRules } = hubOptionRules;
const startRules: OptionRules<StartHubOptions> = { ...memoryRules, ...portRules, dataDir: folderRule, page: pageRule };

/**
 * How long pushes on their way may take after `close()`, in milliseconds. Those that take longer
 * count as unknown.
 */
const PUSH_GRACE_MS = 1_000;

/** A hub that listens. */
export interface StartedHub {
  /** Such as `http://localhost:7447`. */
  readonly url: string;
  /** Such as `https://localhost:7448`. Undefined without HTTPS. */
  readonly httpsUrl: string | undefined;
  /** For clients that accept plain HTTP. It ends in `UseDevelopmentEmulator=true`. */
  readonly connectionString: string;
  /**
   * For clients that insist on TLS. It has exactly `Endpoint`, `SharedAccessKeyName` and
   * `SharedAccessKey`, as older ones require. Undefined without HTTPS.
   */
  readonly tlsConnectionString: string | undefined;
  /** The file that a client must trust (see `certificateVariables`). Undefined without HTTPS. */
  readonly certificatePath: string | undefined;
  readonly hub: Hub;
  /** The first of `hubs`, or `hub`: a name for examples and tools. */
  readonly hubName: string;
  /** What the person who started it should know, one sentence each. */
  readonly warnings: readonly string[];
  /**
   * Ends event streams and what a fault holds, lets other responses finish for a second, closes the
   * ports and the data folder.
   */
  close(): Promise<void>;
  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a hub that speaks the service's protocol over HTTP and HTTPS.
 *
 * @throws {HubStartError} NH_PORT_IN_USE when a port is in use, NH_PORT_REFUSED when the system
 *   refuses one, NH_CERTIFICATE when the certificate cannot be kept.
 * @throws {HubStoreError} when `dataDir` is in use, damaged or cannot be used.
 * @throws {ArgumentError} when an option is wrong.
 */
export async function startHub(options: StartHubOptions = {}): Promise<StartedHub> {
  checkOptions(options, startRules);
  const { host, port, httpsPort, portFallback, allowHosts, allowOrigins, dataDir, page, ...others } = options;
  const { certificateDir = dataDir, ...hubOptions } = others;
  const files = page === undefined ? undefined : new PageFiles(page);
  const hubName = firstHubName(options);
  let url: string | undefined;
  let connection: Connection | undefined;
  const endpoint = () => url ?? "http://localhost";
  const { hub, rest, control, finishPushes } = await openState(dataDir, { ...hubOptions, endpoint }, () => connection);
  try {
    const handlers = {
      handler: async (request: Request) => {
        const address = readAddress(request.url);
        const file = await files?.respond(request, address);
        if (file !== undefined) return file;
        // The guard of the port has already admitted the request.
        return isControlPath(address.pathname) ? control(request) : hub.fetch(request);
      },
      // The control API streams and waits and is used seldom, so it gets whole requests.
      direct: (request: RestRequest, address: RequestAddress) =>
        isControlPath(address.pathname) || files?.covers(address) === true ? undefined : rest(request, address),
    };
    const ports = await openPorts(handlers, {
      host,
      port,
      httpsPort,
      portFallback,
      certificateDir,
      allowHosts,
      allowOrigins,
    });
    const { httpsUrl, certificatePath } = ports;
    const room = dataDir === undefined ? undefined : roomWarning(dataDir);
    const warnings = room === undefined ? ports.warnings : [...ports.warnings, room];
    url = ports.url;
    const { connectionString } = hub;
    const tlsConnectionString = httpsUrl === undefined ? undefined : hub.connectionStringFor(httpsUrl);
    if (files !== undefined) {
      connection = {
        hub: hubName,
        connectionString,
        tlsConnectionString: tlsConnectionString ?? null,
        certificatePath: certificatePath ?? null,
      };
    }
    let closing: Promise<void> | undefined;
    const closeAll = async (): Promise<void> => {
      if (options.deliver !== undefined) await finishPushes(PUSH_GRACE_MS);
      hub.close();
      await ports.close();
    };
    const close = (): Promise<void> => {
      closing ??= closeAll();
      return closing;
    };
    return {
      url,
      httpsUrl,
      connectionString,
      tlsConnectionString,
      certificatePath,
      hub,
      hubName,
      warnings,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    hub.close();
    throw error;
  }
}

/** A hub in memory, or one with a data folder. */
async function openState(
  dataDir: string | undefined,
  options: HubOptions,
  connection: () => Connection | undefined,
): Promise<OpenHub> {
  if (dataDir === undefined) return openHub(options, connection);
  try {
    makePrivateFolder(dataDir);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HubStoreError(
      "NH_STORE_UNAVAILABLE",
      `The data folder ${dataDir} cannot be created (${reason}). Choose a place that you can write to.`,
      { path: dataDir, cause },
    );
  }
  const path = join(dataDir, "hub.db");
  const store = await openSqliteStore(path);
  try {
    return openHub({ ...options, store, blobs: createFolderBlobStore(join(dataDir, "blobs")) }, connection);
  } catch (error) {
    store.close();
    const isDamaged = error instanceof Error && error.cause instanceof DamagedRecordError;
    throw isDamaged ? damagedStore(path, error.message, error) : error;
  }
}
