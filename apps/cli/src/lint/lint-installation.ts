import type { NativePlatform } from "@nh/payloads";
import { checkTag, type Installation, isTagExpressionError, platformFromInstallation, tagLimits } from "@nh/wire";
import type { Finding } from "./finding.js";
import { lintHandle } from "./lint-handle.js";
import { lintPlatform } from "./lint-platform.js";
import { lintTags, lintUserId, withoutPlace } from "./lint-tags.js";
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
  findings.push(
    ...addressable("$InstallationId", installationId),
    ...(userId === undefined ? [] : addressable("$UserId", userId)),
  );
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

/** The service stores an id with other characters, but a tag expression cannot name it. */
function addressable(tag: string, id: string): readonly Finding[] {
  try {
    checkTag(`${tag}:{${id}}`);
    return [];
  } catch (error) {
    if (!isTagExpressionError(error)) throw error;
    return [
      {
        severity: "warning",
        rule: "id-not-addressable",
        where: id,
        message: `${id} cannot be used in an audience: ${withoutPlace(error)}`,
      },
    ];
  }
}
