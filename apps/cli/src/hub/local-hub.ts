/** The default ports of `nh hub start`. */
export const localHubPort = 7447;

/** The default name of the hub. */
export const localHubName = "hub";

/**
 * The key of every local hub. It is public, opens only hubs on this machine, and is the same
 * everywhere so that one connection string fits any project. A test compares it with the key of
 * `@nh/hub`.
 */
const localKeyName = "DefaultFullSharedAccessSignature";
const localKey = "bG9jYWwtaHViLWRldmVsb3BtZW50LWtleS1ub3Qtc2VjcmV0IQ==";

/** The connection string of the local hub on its default port. */
export const localConnectionString = `Endpoint=sb://localhost:${localHubPort}/;SharedAccessKeyName=${localKeyName};SharedAccessKey=${localKey};UseDevelopmentEmulator=true`;
