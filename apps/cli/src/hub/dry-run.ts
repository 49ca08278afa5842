import { isInputError } from "@nh/client";
import { exitCodes } from "../exit-codes.js";
import { fetchOf, type Io } from "../io.js";
import { type Finding, hasErrors } from "../lint/finding.js";
import type { AnyCall } from "../program/command.js";
import type { Connection } from "./connection.js";
import { type PlannedRequest, showPlan } from "./planned-request.js";
import { type ClientSession, withClient } from "./with-client.js";

/**
 * Does the work of a command with a transport that sends reads but only records writes, and
 * responds to those as the service does on success. It therefore prints exactly what the command
 * would have sent.
 */
export async function dryRun(
  call: AnyCall,
  findings: readonly Finding[],
  work: (session: ClientSession) => Promise<unknown>,
  connection?: Connection,
): Promise<number> {
  const requests: PlannedRequest[] = [];
  try {
    await withClient(call, work, {
      fetch: recordWrites(call.io, requests),
      ...(connection === undefined ? {} : { connection }),
    });
  } catch (error) {
    // The client refuses what a finding already names, and stops at the first.
    if (!isInputError(error) || !hasErrors(findings)) throw error;
  }
  await showPlan(call, requests, findings);
  return hasErrors(findings) ? exitCodes.invalidInput : exitCodes.ok;
}

/**
 * A transport that sends reads, and only records writes: to those it responds as the service does
 * on success.
 */
export function recordWrites(io: Io, requests: PlannedRequest[]): NonNullable<Io["fetch"]> {
  const read = fetchOf(io);
  return async (url, init) => {
    const method = init.method ?? "GET";
    if (method === "GET") return read(url, init);
    const body = typeof init.body === "string" ? init.body : "";
    requests.push({ method, url, headers: asWritten(init.headers), body });
    return successOf(method, new URL(url), body);
  };
}

/**
 * The client passes a plain object, and sends its names as written; `Headers` would lower-case
 * them.
 */
function asWritten(headers: RequestInit["headers"]): Readonly<Record<string, string>> {
  if (headers === undefined) return {};
  const entries = headers instanceof Headers || Array.isArray(headers) ? [...headers] : Object.entries(headers);
  return Object.fromEntries(entries);
}

const plannedId = "dry-run";

/**
 * The response of the service to a write that it accepts; documents to store come back as they were
 * sent.
 */
function successOf(method: string, url: URL, body: string): Response {
  const path = url.pathname.toLowerCase();
  if (method === "DELETE" || method === "PATCH" || path.includes("/installations/"))
    return new Response("", { status: 200 });
  if (url.searchParams.has("test")) return new Response(emptyOutcome, { status: 201 });
  // The description of a hub.
  if (method === "PUT" && /^\/[^/]+$/.test(path)) return new Response(body, { status: 201 });
  const location = { Location: `${url.origin}${url.pathname.replace(/\/$/, "")}/${plannedId}` };
  const echoes = path.includes("/registrations/") || path.endsWith("/registrations") || path.includes("/jobs");
  return new Response(echoes ? body : "", { status: 201, headers: location });
}

const emptyOutcome =
  '<NotificationOutcome xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Success>0</Success><Failure>0</Failure><Results i:nil="true"/></NotificationOutcome>';
