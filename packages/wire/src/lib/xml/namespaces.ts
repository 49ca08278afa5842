/** The XML namespaces of the protocol. Elements are matched by these, never by their prefix. */
export const namespaces = {
  /** Atom entries and feeds. */
  atom: "http://www.w3.org/2005/Atom",
  /** The service's own types. */
  serviceBus: "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect",
  /** `i:nil` and `i:type`. */
  schemaInstance: "http://www.w3.org/2001/XMLSchema-instance",
  /** The `etag` attribute of an entry. */
  metadata: "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata",
  /** The key and value pairs of a job's properties. */
  arrays: "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
} as const;
