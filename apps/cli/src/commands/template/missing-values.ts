import type { RenderProperties, Template } from "@nh/payloads/template";
import { didYouMean } from "../../program/did-you-mean.js";

/**
 * A warning for each property that the template needs and nobody gave: it has no value in the
 * payload. A property whose expressions have values of their own for that case is not needed.
 *
 * @param given The properties of the send and the push variables of the device.
 */
export function missingValues(template: Template, given: RenderProperties): readonly string[] {
  const names = Object.keys(given);
  const hasName = (all: readonly string[], name: string) =>
    all.some((other) => other.toLowerCase() === name.toLowerCase());
  const unused = names.filter((name) => !hasName(template.properties, name));
  const rendered = template.render(given);
  return template.properties
    .filter((name) => !hasName(names, name) && template.render({ ...given, [name]: "" }) === rendered)
    .map((name) => {
      const written = didYouMean(name, unused);
      const hint = written === undefined ? "" : ` Did you mean ${name} where you wrote ${written}?`;
      return `The property ${name} has no value, so it is empty in the payload.${hint}`;
    });
}
