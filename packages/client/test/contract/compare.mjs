/** @typedef {import("./record.mjs").StepRecord} StepRecord */

/**
 * Says where the service and the local hub differ.
 *
 * @param {StepRecord[]} service what `record` returned for the service
 * @param {StepRecord[]} local what it returned for the local hub
 * @returns {{ title: string, differences: string[], note?: string }[]} one row for each step of the
 *   service
 */
export function compare(service, local) {
  return service.map((theirs, index) => {
    const ours = local[index] ?? {};
    if (theirs.standardTier && theirs.code !== "ok" && theirs.status !== 404)
      return { title: theirs.title, differences: [], note: `not compared: the service said ${theirs.code}` };
    const differences = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])]
      .filter((field) => theirs[field] !== ours[field])
      .map((field) => `${field}: the service has "${theirs[field]}", the local hub "${ours[field]}"`);
    return { title: theirs.title, differences };
  });
}
