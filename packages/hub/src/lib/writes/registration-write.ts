import { type Registration, registrationHandleText } from "@nh/wire";
import type { HubContext } from "../context.js";
import { faultOfHandle, faultOfTags, faultOfTemplate } from "../devices/device-check.js";
import { normalizedHandle, type StoredRegistration } from "../devices/stored-device.js";
import { Refusal } from "../http/refusal.js";
import { hubRecord } from "../state/hub-record.js";
import { registrationRecord, removal } from "../state/records.js";
import type { RecordChange } from "../store/record-store.js";
import { applyLoss, lossRecord, withoutRegistrations } from "./delete-registrations.js";
import { expiryByTtl } from "./registration-ttl.js";

/**
 * Prepares a registration under an id, as the next version of the one it replaces. {@link
 * applyWrites} writes it.
 */
export function prepareRegistration(
  context: HubContext,
  hub: string,
  id: string,
  registration: Registration,
): StoredRegistration {
  const previous = context.state.find(hub)?.registrations.get(id);
  const etag = String(Number(previous?.registration.etag ?? 0) + 1);
  const { expirationTime: _expiration, ...given } = withNormalizedHandle(registration);
  return {
    // A spread in front of other members would cost ten times as much.
    registration: Object.assign(given, { registrationId: id, etag }),
    expiresAtMs: expiryByTtl(context, hub),
  };
}

function withNormalizedHandle(registration: Registration): Registration {
  switch (registration.platform) {
    case "apple":
      // As recorded, tokens of APNs are returned in capitals.
      return withHandle(registration, registration.handle.toUpperCase());
    case "windows":
    case "windowsphone":
      return withHandle(registration, normalizedHandle(registration.platform, registration.handle));
    default:
      return registration;
  }
}

function withHandle<Kind extends Registration>(registration: Kind, handle: Kind["handle"]): Kind {
  return registration.handle === handle ? registration : Object.assign({}, registration, { handle });
}

/** A registration to store, or the id of one to remove. */
export type RegistrationWrite = StoredRegistration | { readonly remove: string };

/** Makes writes durable, together with further changes, and then true in memory. */
export function applyWrites(
  context: HubContext,
  hub: string,
  writes: readonly RegistrationWrite[],
  further: () => readonly RecordChange[] = () => [],
): void {
  const { state } = context;
  const isNew = state.find(hub) === undefined;
  const removed = writes.flatMap((write) => ("remove" in write ? [write.remove] : []));
  const losing = [...withoutRegistrations(context, hub, removed).values()];
  context.commit(() => [
    ...(isNew && writes.length > 0 ? [hubRecord(hub)] : []),
    ...writes.map((write) =>
      "remove" in write ? removal(hub, "registration", write.remove) : registrationRecord(hub, write),
    ),
    ...losing.flatMap((stored) => lossRecord(context, hub, stored)),
    ...further(),
  ]);
  if (writes.length === 0) return;
  const opened = state.open(hub);
  for (const write of writes) {
    if ("remove" in write) opened.removeRegistration(write.remove);
    else opened.putRegistration(write);
  }
  for (const stored of losing) applyLoss(context, hub, stored);
  context.events.emit({ type: "devices", hub });
}

/**
 * Refuses what the service would refuse.
 *
 * @throws {Refusal} 400 when the handle, a tag or the template is wrong.
 */
export function checkRegistration(context: HubContext, registration: Registration): void {
  if (!context.options.strict) return;
  const { tags, template, platform } = registration;
  const fault =
    faultOfHandle(platform, registrationHandleText(registration)) ??
    faultOfTags(tags) ??
    (template === undefined ? undefined : faultOfTemplate(platform, template));
  if (fault !== undefined) throw new Refusal(400, fault);
}

/**
 * A registration that an installation makes can be deleted, but only the installation changes it.
 *
 * @throws {Refusal} 400 for the id of such a registration.
 */
export function refuseInstallations(context: HubContext, hub: string, id: string): void {
  if (context.state.find(hub)?.reachable(id)?.installation === undefined) return;
  throw new Refusal(400, "The registration belongs to an installation. Change the installation instead.");
}
