import type { HubContext } from "../context.js";

/**
 * When a registration or installation that is written now expires, by the `RegistrationTtl` of its
 * hub, else by the option. Undefined when it never does.
 */
export function expiryByTtl(context: HubContext, hub: string): number | undefined {
  const seconds = context.state.definition(hub)?.registrationTtlSeconds ?? context.options.registrationTtlSeconds;
  if (seconds === undefined || seconds === Number.POSITIVE_INFINITY) return undefined;
  return context.clock.now() + seconds * 1000;
}
