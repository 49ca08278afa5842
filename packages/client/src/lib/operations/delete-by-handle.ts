import type { Registration } from "@nh/wire";
import { connectionOf, type HubConnection, type HubContext } from "../context.js";
import { type HubPromise, hubPromise } from "../hub-promise.js";
import type { CallOptions } from "../options.js";
import { sleep } from "../transport/sleep.js";
import { type HandleTarget, handleFilter, readRegistrationPage } from "./registration-pages.js";

/** What `deleteByHandle` did. */
export interface DeleteByHandleResult {
  /** Registrations that were deleted. */
  readonly deleted: number;
  /**
   * Whether a last look found no registration. False when the service went on listing registrations
   * that it was asked to delete.
   */
  readonly complete: boolean;
}

/** Deletions under way at a time: those of one device are few, and the service throttles. */
const LANES = 4;
/**
 * Looks that may find nothing but what has been deleted already; the service's lists lag behind by
 * seconds.
 */
const MAX_STALE_LOOKS = 5;
/**
 * Looks in all: a device has a handful of registrations, and somebody who keeps creating them must
 * not hold the caller.
 */
const MAX_LOOKS = 1000;

const call = "registrations.deleteByHandle";

/**
 * Deletes every registration of one device. After each page the list is read again from its
 * beginning, since deleting moves the pages, until it is empty.
 *
 * @param target The platform and the handle, or a registration.
 * @throws {ArgumentError} when the handle does not have the form of the platform's.
 * @throws {HubResponseError} NH_BAD_REQUEST when one of them belongs to an installation:
 *   `deleteInstallation` removes it. The others are deleted.
 */
export function deleteRegistrationsByHandle(
  context: HubContext,
  target: HandleTarget,
  options?: CallOptions,
): HubPromise<DeleteByHandleResult> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const filter = handleFilter(call, target);
    const deleted = new Set<string>();
    let token: string | undefined;
    for (let stale = 0, looks = 0; stale < MAX_STALE_LOOKS && looks < MAX_LOOKS; looks++) {
      const { items, continuationToken } = await readRegistrationPage(connection, { call, filter }, token, options);
      if (items.length === 0) {
        if (continuationToken === undefined) return { deleted: deleted.size, complete: true };
        // A page may be empty although more follow.
        token = continuationToken;
        continue;
      }
      token = undefined;
      const ids = idsOf(items).filter((id) => !deleted.has(id));
      if (ids.length === 0) {
        stale++;
        await sleep(connection.random() * 250 * 2 ** stale, options?.signal);
        continue;
      }
      stale = 0;
      await deleteAll(connection, ids, options);
      for (const id of ids) deleted.add(id);
    }
    return { deleted: deleted.size, complete: false };
  });
}

async function deleteAll(
  connection: HubConnection,
  ids: readonly string[],
  options: CallOptions | undefined,
): Promise<void> {
  const queue = ids.values();
  const lane = async (): Promise<void> => {
    for (const id of queue) {
      // Somebody else may have deleted it meanwhile; that is as good.
      const spec = {
        operation: "deleteRegistration",
        call,
        parameter: id,
        headers: { "If-Match": "*" },
        retryRule: "idempotent",
        expect: [404],
      } as const;
      await connection.call(spec, options);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(LANES, ids.length) }, lane));
  const failed = lanes.find((settled) => settled.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

function idsOf(registrations: readonly Registration[]): string[] {
  return registrations.flatMap(({ registrationId }) => (registrationId === undefined ? [] : [registrationId]));
}
