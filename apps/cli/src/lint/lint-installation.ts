import { checkTag, type Installation, isTagExpressionError, platformFromInstallation, tagLimits } from "@nh/wire";
import type { Finding } from "./finding.js";
import { lintHandle } from "./lint-handle.js";
import { lintTags, withoutPlace } from "./lint-tags.js";
import { lintTemplateBody } from "./lint-template-body.js";

/** Finds errors and likely mistakes in an installation before it is stored. */
export function lintInstallation(installation: Installation): readonly Finding[] {
  const { tags = [], templates = {}, userId, installationId, platform } = installation;
  const findings: Finding[] = [...lintTags(tags)];
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
  for (const [name, { body, headers }] of Object.entries(templates)) {
    for (const finding of lintTemplateBody(body, format, headers)) {
      findings.push({ ...finding, where: `templates.${name} ${finding.where ?? ""}`.trim() });
    }
  }
  if (platform === "gcm") {
    findings.push({
      severity: "warning",
      rule: "platform-retired",
      message: "gcm is Google's legacy API, which was shut down in 2024; use fcmv1",
    });
  }
  return findings;
}

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
