/** Where `nh hub start` listens unless told otherwise. */
export const localHubPort = 7447;
export const localHubHttpsPort = 7448;

/** The hub's name when nobody names one. */
export const localHubName = "hub";

/**
 * The key of every local hub. It is public, opens nothing but hubs on this machine, and is the same everywhere so that
 * one connection string can be pasted into any project. A test holds it to the one of `@nh/hub`.
 */
const localKeyName = "DefaultFullSharedAccessSignature";
const localKey = "bG9jYWwtaHViLWRldmVsb3BtZW50LWtleS1ub3Qtc2VjcmV0IQ==";

/** The connection string of the local hub on its default port. */
export const localConnectionString = `Endpoint=sb://localhost:${localHubPort}/;SharedAccessKeyName=${localKeyName};SharedAccessKey=${localKey};UseDevelopmentEmulator=true`;
