/** What only the machine knows: paths, and the names of the user's profiles. */
export type Lookup = "files" | "folders" | "profiles";

/** What is looked up, by the name of an argument or of the value of an option. */
const lookups: Readonly<Record<string, Lookup>> = {
  command: "files",
  file: "files",
  folder: "folders",
  journal: "files",
  payload: "files",
  profile: "profiles",
  snapshot: "files",
  source: "files",
};

/** What a value with this name can be completed with. */
export function lookupOf(valueName: string | undefined): Lookup | undefined {
  return valueName !== undefined && Object.hasOwn(lookups, valueName) ? lookups[valueName] : undefined;
}

/** Whether a value with this name leads to a file or a folder. */
export function isPath(valueName: string | undefined): boolean {
  const lookup = lookupOf(valueName);
  return lookup === "files" || lookup === "folders";
}
