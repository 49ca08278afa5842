import type { BrowserHandle, Installation, InstallationTemplate, PatchOperation } from "@nh/wire";
import type { HubContext } from "../context.js";
import type { CallResponse, HubPromise } from "../hub-promise.js";
import { lazyCall } from "../lazy-call.js";
import { lazyPagedList } from "../lazy-list.js";
import type { ChangeResult } from "../operations/change-result.js";
import type { InstallationSummary, ListInstallationsOptions } from "../operations/list-installations.js";
import type { CallOptions } from "../options.js";
import type { PagedList } from "../pages.js";

type Operations = typeof import("../../operations.js");

/** Device installations. */
export class Installations {
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
   * Creates an installation, or replaces the whole one with the same id. The call is retried after
   * any failure that a retry may fix.
   *
   * @throws {ArgumentError} naming the member that is missing or wrong, such as
   *   `installation.pushVariables.score`; also for a tag with a comma.
   * @throws {TagExpressionError} when one of its tags is not a tag.
   * @example
   * await client.installations.put({
   *   installationId: "anns-phone",
   *   platform: "apns",
   *   pushChannel: deviceToken,
   *   userId: "ann",
   *   tags: ["orders"],
   * });
   */
  put(installation: Installation, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ putInstallation }) => putInstallation(this.#context, installation, options));
  }

  /**
   * Reads an installation.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when there is no installation with this id.
   * @throws {WireFormatError} when the response is not an installation.
   * @example
   * const { platform, tags = [] } = await client.installations.get("anns-phone");
   */
  get(installationId: string, options?: CallOptions): HubPromise<Installation> {
    return lazyCall(this.#load, ({ getInstallation }) => getInstallation(this.#context, installationId, options));
  }

  /**
   * Tells whether there is an installation with this id.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when the hub itself does not exist.
   * @example
   * if (!(await client.installations.exists("anns-phone"))) await client.installations.put(phone);
   */
  exists(installationId: string, options?: CallOptions): HubPromise<boolean> {
    return lazyCall(this.#load, ({ installationExists }) => installationExists(this.#context, installationId, options));
  }

  /**
   * Changes parts of an installation. The service accepts the change and carries it out within
   * seconds.
   *
   * @param operations From the builders of `patch`, or written by hand after RFC 6902; `add`,
   * `remove` and `replace` only.
   * @throws {ArgumentError} when there is no operation, one is malformed or has a value that its
   * path does not take, such as `operations[0].value`, or one adds a tag with a comma.
   * @example
   * await client.installations.patch("anns-phone", [
   *   ...patch.addTag("sports"),
   *   ...patch.setUserId("ann"),
   * ]);
   */
  patch(
    installationId: string,
    operations: readonly PatchOperation[],
    options?: CallOptions,
  ): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ patchInstallation }) =>
      patchInstallation(this.#context, installationId, operations, options),
    );
  }

  /**
   * Deletes an installation. Deleting one that does not exist succeeds.
   *
   * @throws {HubResponseError} when the service refuses.
   * @example
   * await client.installations.delete("anns-phone");
   */
  delete(installationId: string, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ deleteInstallation }) => deleteInstallation(this.#context, installationId, options));
  }

  /**
   * Lists installations. The service has no such call: this reads its registrations and picks the
   * native one that every installation has. A page may therefore be shorter than `top`, or empty.
   *
   * @throws {TagExpressionError} when `tag` is not a tag.
   * @example
   * const sportsFans = client.installations.list({ tag: "sports" });
   * for await (const { installationId, platform } of sportsFans) {
   *   console.log(installationId, platform);
   * }
   */
  list(options?: ListInstallationsOptions): PagedList<InstallationSummary> {
    return lazyPagedList(async () => (await this.#load()).listInstallations(this.#context, options));
  }

  /**
   * Adds tags. With no tags, no request is made.
   *
   * @throws {TagExpressionError} when one is not a tag.
   * @throws {ArgumentError} when the tags are not a list of strings.
   * @example
   * await client.installations.addTags("anns-phone", ["sports", "weather"]);
   */
  addTags(
    installationId: string,
    tags: Iterable<string>,
    options?: CallOptions,
  ): HubPromise<ChangeResult, CallResponse | undefined> {
    return lazyCall(this.#load, ({ addInstallationTags }) =>
      addInstallationTags(this.#context, installationId, tags, options),
    );
  }

  /**
   * Removes tags. With no tags, no request is made.
   *
   * @throws {ArgumentError} when the tags are not a list of strings.
   * @example
   * await client.installations.removeTags("anns-phone", ["weather"]);
   */
  removeTags(
    installationId: string,
    tags: Iterable<string>,
    options?: CallOptions,
  ): HubPromise<ChangeResult, CallResponse | undefined> {
    return lazyCall(this.#load, ({ removeInstallationTags }) =>
      removeInstallationTags(this.#context, installationId, tags, options),
    );
  }

  /**
   * Replaces the device's token, channel or subscription.
   *
   * @throws {ArgumentError} when it is neither a string nor a subscription.
   */
  setHandle(installationId: string, handle: string | BrowserHandle, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ setInstallationHandle }) =>
      setInstallationHandle(this.#context, installationId, handle, options),
    );
  }

  /**
   * Sets the user that `user(id)` addresses.
   *
   * @throws {ArgumentError} when the user is not a string.
   * @example
   * await client.installations.setUserId("anns-phone", "ann");
   */
  setUserId(installationId: string, userId: string, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ setInstallationUserId }) =>
      setInstallationUserId(this.#context, installationId, userId, options),
    );
  }

  /** Removes the user. */
  removeUserId(installationId: string, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ removeInstallationUserId }) =>
      removeInstallationUserId(this.#context, installationId, options),
    );
  }

  /**
   * Adds a template, or replaces the one with that name.
   *
   * @throws {ArgumentError} naming the member of the template that is wrong, such as
   * `template.body`.
   * @example
   * const body = '{"aps":{"alert":"$(title)"}}';
   * await client.installations.setTemplate("anns-phone", "news", { body });
   */
  setTemplate(
    installationId: string,
    name: string,
    template: InstallationTemplate,
    options?: CallOptions,
  ): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ setInstallationTemplate }) =>
      setInstallationTemplate(this.#context, installationId, name, template, options),
    );
  }

  /** Removes a template. */
  removeTemplate(installationId: string, name: string, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ removeInstallationTemplate }) =>
      removeInstallationTemplate(this.#context, installationId, name, options),
    );
  }

  /**
   * Sets push variables and leaves the others as they are. With no variables, no request is made.
   *
   * @throws {ArgumentError} naming the variable that is not a string, such as `variables.score`.
   */
  setPushVariables(
    installationId: string,
    variables: Readonly<Record<string, string>>,
    options?: CallOptions,
  ): HubPromise<ChangeResult, CallResponse | undefined> {
    return lazyCall(this.#load, ({ setInstallationPushVariables }) =>
      setInstallationPushVariables(this.#context, installationId, variables, options),
    );
  }

  /** Removes a push variable. */
  removePushVariable(installationId: string, name: string, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ removeInstallationPushVariable }) =>
      removeInstallationPushVariable(this.#context, installationId, name, options),
    );
  }

  /**
   * Sets when the service forgets the device.
   *
   * @throws {ArgumentError} when it is not a valid Date.
   */
  setExpirationTime(installationId: string, time: Date, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(this.#load, ({ setInstallationExpirationTime }) =>
      setInstallationExpirationTime(this.#context, installationId, time, options),
    );
  }
}
