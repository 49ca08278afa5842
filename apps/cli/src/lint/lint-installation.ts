import type { NativePlatform } from "@nh/payloads";
import { type Installation, platformFromInstallation, tagLimits } from "@nh/wire";
import type { Finding } from "./finding.js";
import { lintHandle } from "./lint-handle.js";
import { lintPlatform } from "./lint-platform.js";
import { addressable, lintTags, lintUserId } from "./lint-tags.js";
import { lintTemplateBody } from "./lint-template-body.js";

/** Finds errors and likely mistakes in an installation before it is stored. */
export function lintInstallation(installation: Installation): readonly Finding[] {
  const { tags = [], templates, secondaryTiles = {}, userId, installationId, platform } = installation;
  const findings: Finding[] = [...lintTags(tags), ...(userId === undefined ? [] : lintUserId(userId))];
  if (tags.length > tagLimits.perRegistration) {
    findings.push({
      severity: "error",
      rule: "tag-count",
      message: `the installation has ${tags.length} tags, but a device can have at most ${tagLimits.perRegistration}`,
    });
  }
  findings.push(...addressable("$InstallationId", installationId));
  const format = platformFromInstallation(platform);
  findings.push(...lintHandle(format, installation.pushChannel));
  findings.push(...lintTemplates(templates, format));
  for (const [id, tile] of Object.entries(secondaryTiles)) {
    findings.push(
      ...lintTags(tile.tags ?? []),
      ...within(`secondaryTiles.${id}`, lintTemplates(tile.templates, format)),
    );
  }
  findings.push(...lintPlatform(format, platform));
  return findings;
}

function lintTemplates(
  templates: Installation["templates"] = {},
  platform: NativePlatform | undefined,
): readonly Finding[] {
  return Object.entries(templates).flatMap(([name, { body, headers, tags = [] }]) =>
    within(`templates.${name}`, [...lintTags(tags), ...lintTemplateBody(body, platform, headers)]),
  );
}

const within = (place: string, findings: readonly Finding[]): readonly Finding[] =>
  findings.map((finding) => ({ ...finding, where: `${place} ${finding.where ?? ""}`.trim() }));
