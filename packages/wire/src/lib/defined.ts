/**
 * Copies the members that are not undefined: what a document does not say is absent, so that equal
 * documents give equal objects.
 */
export function defined<Members extends object>(members: Members): Members {
  const kept: Partial<Members> = {};
  for (const key of Object.keys(members) as (keyof Members)[]) {
    if (members[key] !== undefined) kept[key] = members[key];
  }
  return kept as Members;
}
