/** The headers of a request whose body is an entry of Atom: a registration, a job or a hub. */
export const atomEntry = { "Content-Type": "application/atom+xml;type=entry;charset=utf-8" } as const;
