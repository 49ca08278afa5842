import type { Registration } from "@nh/wire";
import type { HubContext } from "../context.js";
import type { HubPromise } from "../hub-promise.js";
import { lazyCall } from "../lazy-call.js";
import { lazyPagedList } from "../lazy-list.js";
import type { ChangeResult } from "../operations/change-result.js";
import type { DeleteByHandleResult } from "../operations/delete-by-handle.js";
import type { HandleTarget, ListOptions } from "../operations/registration-pages.js";
import type { DeleteRegistrationOptions } from "../operations/registrations.js";
import type { CallOptions } from "../options.js";
import type { PagedList } from "../pages.js";

type Operations = typeof import("../../operations.js");

/** Registrations: the older way to register devices. */
export class Registrations {
  readonly #context: HubContext;
  readonly #load: () => Operations | Promise<Operations>;

  /**
   * Hidden from the published types: the bundler of declarations writes `typeof import()` in a way
   * that does not compile.
   *
   * @internal
   */
  constructor(context: HubContext, load: () => Operations | Promise<Operations>) {
    this.#context = context;
    this.#load = load;
  }

  /**
   * Reserves a registration id. Nothing is stored under it until `upsert`.
   *
   * @throws {WireFormatError} when the response names no id.
   */
  createId(options?: CallOptions): HubPromise<string> {
    return lazyCall(this.#load, ({ createRegistrationId }) => createRegistrationId(this.#context, options));
  }

  /**
   * Creates a registration under an id that the service chooses. Like a send, it is retried only
   * when the service says that it did nothing, since a second one would be stored beside the first;
   * `createId` with `upsert` can be retried safely.
   *
   * @throws {ArgumentError} when it has a `registrationId` already: that is for `upsert`.
   * @throws {ArgumentError} naming the member that is missing or wrong, such as
   * `registration.tags[1]`.
   * @throws {TagExpressionError} when one of its tags is not a tag.
   * @throws {HubConnectionError} with `mayHaveBeenSent` when no response came, or one that cannot
   * be read.
   * @example
   * const { registrationId } = await client.registrations.create({
   *   platform: "apple",
   *   handle: deviceToken,
   *   tags: ["orders"],
   * });
   */
  create(registration: Registration, options?: CallOptions): HubPromise<Registration> {
    return lazyCall(this.#load, ({ createRegistration }) => createRegistration(this.#context, registration, options));
  }

  /**
   * Replaces a registration that exists. With an `etag`, only that version is replaced; without
   * one, any version is.
   *
   * @throws {ArgumentError} when it has no `registrationId`.
   * @throws {HubResponseError} NH_NOT_FOUND when it does not exist, NH_PRECONDITION_FAILED when it
   * has changed meanwhile.
   */
  update(registration: Registration, options?: CallOptions): HubPromise<Registration> {
    return lazyCall(this.#load, ({ updateRegistration }) => updateRegistration(this.#context, registration, options));
  }

  /**
   * Writes a registration, whether it exists or not. Its id comes from `createId`. When the service
   * responds that the id can no longer be used (410), a new one is requested: the result then has
   * another `registrationId`.
   *
   * @throws {ArgumentError} when it has no `registrationId`.
   */
  upsert(registration: Registration, options?: CallOptions): HubPromise<Registration> {
    return lazyCall(this.#load, ({ upsertRegistration }) => upsertRegistration(this.#context, registration, options));
  }

  /**
   * Reads a registration.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when there is no registration with this id.
   */
  get(registrationId: string, options?: CallOptions): HubPromise<Registration> {
    return lazyCall(this.#load, ({ getRegistration }) => getRegistration(this.#context, registrationId, options));
  }

  /**
   * Tells whether there is a registration with this id.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when the hub itself does not exist.
   */
  exists(registrationId: string, options?: CallOptions): HubPromise<boolean> {
    return lazyCall(this.#load, ({ registrationExists }) => registrationExists(this.#context, registrationId, options));
  }

  /**
   * Deletes a registration. It also succeeds when a retry finds it gone after an attempt whose
   * response was lost.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when there is no registration with this id,
   *   NH_PRECONDITION_FAILED when its version is not that of `etag`.
   */
  delete(registrationId: string, options?: DeleteRegistrationOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ deleteRegistration }) => deleteRegistration(this.#context, registrationId, options));
  }

  /**
   * Lists all registrations, including those that installations make.
   *
   * @example
   * for await (const { registrationId, platform } of client.registrations.list()) {
   *   console.log(registrationId, platform);
   * }
   */
  list(options?: ListOptions): PagedList<Registration> {
    return lazyPagedList(async () => (await this.#load()).listRegistrations(this.#context, options));
  }

  /**
   * Lists the registrations that have a tag; `$InstallationId:{…}` and `$UserId:{…}` are tags too.
   *
   * @throws {TagExpressionError} when it is not a tag.
   */
  listByTag(tag: string, options?: ListOptions): PagedList<Registration> {
    return lazyPagedList(async () => (await this.#load()).listRegistrationsByTag(this.#context, tag, options));
  }

  /**
   * Lists the registrations of one device.
   *
   * @param target The platform and the handle, or a registration.
   * @throws {ArgumentError} when the handle does not have the form of the platform's.
   */
  listByHandle(target: HandleTarget, options?: ListOptions): PagedList<Registration> {
    return lazyPagedList(async () => (await this.#load()).listRegistrationsByHandle(this.#context, target, options));
  }

  /**
   * Deletes every registration of one device.
   *
   * @param target The platform and the handle, or a registration.
   * @throws {ArgumentError} when the handle does not have the form of the platform's.
   * @throws {HubResponseError} NH_BAD_REQUEST when one of them belongs to an installation:
   *   `installations.delete` removes it. The others are deleted.
   * @example
   * const { deleted } = await client.registrations.deleteByHandle({
   *   platform: "apple",
   *   handle: deviceToken,
   * });
   */
  deleteByHandle(target: HandleTarget, options?: CallOptions): HubPromise<DeleteByHandleResult> {
    return lazyCall(this.#load, ({ deleteRegistrationsByHandle }) =>
      deleteRegistrationsByHandle(this.#context, target, options),
    );
  }
}
