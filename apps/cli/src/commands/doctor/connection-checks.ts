import { proxyFor } from "@nh/client/transport";
import { isCliError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { clientFetch } from "../../hub/client-fetch.js";
import type { Connection } from "../../hub/connection.js";
import { hubFetch } from "../../hub/hub-fetch.js";
import type { Io } from "../../io.js";
import { fixWithoutTls } from "../../output/fix-without-tls.js";
import { formatDuration } from "../../output/format-duration.js";
import { isHidden407, saysProxyCredentials } from "../../output/proxy-credentials.js";
import type { AnyCall } from "../../program/command.js";
import type { CheckResult } from "./check.js";
import { foreignResponse, proxyRefuses, webPage } from "./foreign-response.js";

/** What a failure without the proxy means where the requests of the client take one. */
const throughProxy = "HTTPS_PROXY is set, and the next checks use it";

/** Whether the client reaches the endpoint through a proxy. */
function hasProxy(endpoint: string, { env }: Io): boolean {
  try {
    return proxyFor(endpoint, env) !== undefined;
  } catch {
    // HTTPS_PROXY is not the address of a proxy. The next checks say so.
    return true;
  }
}

/** Checks that the name of the namespace has an address. */
export async function checkName({ endpoint }: Connection, io: Io): Promise<CheckResult> {
  const check = "name resolution";
  const { hostname } = new URL(endpoint);
  const host = hostname.replace(/^\[|\]$/g, "");
  try {
    const addresses = await io.network.resolve(host);
    return { check, state: "ok", says: `${host} is ${addresses.join(", ")}` };
  } catch (error) {
    const says = `${host} has no address here (${messageOf(error)})`;
    if (hasProxy(endpoint, io)) return { check, state: "skipped", says: `${says}; ${throughProxy}` };
    return {
      check,
      state: "broken",
      says,
      fix: "Check the namespace in the connection string, and whether this machine can resolve public names.",
      exitCode: exitCodes.network,
    };
  }
}

/** Checks that the endpoint speaks TLS with a certificate that this machine trusts. */
export async function checkTls({ endpoint }: Connection, io: Io): Promise<CheckResult> {
  const check = "tls";
  const url = new URL(endpoint);
  if (url.protocol === "http:") return { check, state: "skipped", says: "the endpoint is plain http on this machine" };
  try {
    const { protocol, validTo } = await io.network.handshake(
      url.hostname.replace(/^\[|\]$/g, ""),
      Number(url.port || 443),
    );
    return { check, state: "ok", says: `${protocol}, certificate valid to ${validTo}` };
  } catch (error) {
    const says = `the handshake failed (${messageOf(error)})`;
    if (hasProxy(endpoint, io)) return { check, state: "skipped", says: `without a proxy, ${says}; ${throughProxy}` };
    return {
      check,
      state: "broken",
      says,
      fix:
        fixWithoutTls(messageOf(error), endpoint) ??
        "A proxy or firewall may interfere. For a local hub, set NODE_EXTRA_CA_CERTS to the certificate that nh hub start prints.",
      exitCode: exitCodes.network,
    };
  }
}

/** Tokens carry times, so a wrong clock makes all of them invalid. */
const tolerableSkewMs = 60_000;
const fatalSkewMs = 300_000;

/** Checks that the service responds, and compares its time with the clock of this machine. */
export async function checkClock({ endpoint, hubName, isLocal }: Connection, call: AnyCall): Promise<CheckResult> {
  const check = "clock";
  let date: string | null;
  try {
    // Without a token the response is 401, but it has a Date.
    const url = new URL(encodeURIComponent(hubName), endpoint).href;
    const request = { method: "GET", url, headers: {}, body: "" };
    const response = await hubFetch(call, request, call.io.fetch ?? clientFetch);
    await response.body?.cancel();
    if (response.status === 407) return proxyRefuses;
    if (response.ok && /html/i.test(response.headers.get("Content-Type") ?? "")) return foreignResponse(webPage);
    date = response.headers.get("Date");
  } catch (error) {
    if (!isCliError(error)) throw error;
    if (isHidden407(error.cause) || saysProxyCredentials.test(error.message)) return proxyRefuses;
    const here = isLocal
      ? "Start the local hub: nh hub start."
      : "Check proxies and firewalls; outgoing port 443 must be open.";
    const fix = error.exitCode === exitCodes.timeout ? (error.fix ?? here) : here;
    return { check: "connection", state: "broken", says: error.message, fix, exitCode: error.exitCode };
  }
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return { check, state: "skipped", says: "the service does not send its time" };
  const skew = call.io.now() - theirs;
  const says =
    Math.abs(skew) < 1500
      ? "in sync with the service"
      : `${formatDuration(Math.abs(skew))} ${skew > 0 ? "ahead of" : "behind"} the service`;
  if (Math.abs(skew) <= tolerableSkewMs) return { check, state: "ok", says };
  const fix =
    "Set the clock of this machine; its time is part of every token. The clock of a local hub may have been moved: nh hub clock show.";
  const state = Math.abs(skew) > fatalSkewMs && !isLocal ? "broken" : "warning";
  return { check, state, says, fix, exitCode: exitCodes.authorization };
}

function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message.trim() : String(cause);
}
