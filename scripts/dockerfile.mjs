// Reads the Dockerfile, as far as a check needs it.

/**
 * @param {string} text
 * @returns {{ name: string, rest: string }[]} the instructions, with continuation lines joined
 */
export function readInstructions(text) {
  return text
    .replace(/^\s*#.*\n/gm, "")
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) => {
      const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, rest }];
    });
}

/**
 * @param {string} text a Dockerfile
 * @returns what its stages do: the commands of the first, and how the last prepares its folders,
 *   starts and is checked
 */
export function readSteps(text) {
  const instructions = readInstructions(text);
  const stages = instructions.flatMap(({ name }, index) => (name === "FROM" ? [index] : []));
  const [first, last] = [instructions.slice(0, stages[1]), instructions.slice(stages.at(-1))];
  const only = (name) => last.filter((one) => one.name === name).map(({ rest }) => rest);
  return {
    build: first.filter(({ name }) => name === "RUN").map(({ rest }) => rest),
    prepare: only("RUN"),
    user: only("USER").at(-1),
    environment: Object.fromEntries(only("ENV").flatMap((rest) => rest.split(/\s+/).map((pair) => pair.split("=")))),
    start: [...JSON.parse(only("ENTRYPOINT")[0]), ...JSON.parse(only("CMD")[0])],
    health: JSON.parse(only("HEALTHCHECK")[0].replace(/^.*?\bCMD /, "")),
  };
}
