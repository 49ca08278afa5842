/** What people pass by mistake for a connection string, and what to do instead. */
const mixUps: readonly (readonly [mark: RegExp, advice: string])[] = [
  [/\0|^\ufffd/, "The connection string comes from a file in UTF-16. Save the file as UTF-8."],
  [
    /^@Microsoft\.KeyVault\(/i,
    "This is a reference to Key Vault that the app could not resolve. Give the app access to the vault, or pass the secret itself.",
  ],
  [
    /(?:^|;)\s*(?:DefaultEndpointsProtocol|AccountKey|BlobEndpoint)\s*=/i,
    "This is a connection string of Azure Storage. Pass the one of the notification hub, from its access policies.",
  ],
  [
    /(?:^|;)\s*HostName\s*=/i,
    "This is a connection string of IoT Hub. Pass the one of the notification hub, from its access policies.",
  ],
  [
    /(?:^|;)\s*(?:Authentication\s*=\s*Managed|ManagedIdentity|ClientId\s*=)/i,
    "This connection string names a managed identity, which has no key to sign with. Pass the connection string of an access policy.",
  ],
  [
    /^(?:#.*\n|\s)*(?:export\s+)?\w+\s*=\s*["']?Endpoint\s*=/i,
    "This is a line of an .env file. Pass only what follows NAME=, without quotes.",
  ],
];

/** Undefined when the string resembles nothing that is known to be mixed up with one. */
export function explainMixUp(text: string): string | undefined {
  return mixUps.find(([mark]) => mark.test(text))?.[1];
}

const keyMistakes: typeof mixUps = [
  [/^[{<[].*[}>\]]$/, "is a placeholder. Pass the key of an access policy"],
  [
    /\$\{.*\}|\$\(.*\)|^%\w+%$/,
    "is a variable that was not replaced. Check the quotes around the string in your shell",
  ],
  [/^[*•…]+$|\*{3}/, "is masked. Copy the whole connection string from the portal"],
  [/["']$/, "ends with a quote. Remove it"],
  [/%[0-9a-f]{2}/i, "is percent-encoded. Pass it as Azure shows it, with + / = as they are"],
];

/** A sentence that does not quote the key; undefined for a key that may be one. */
export function explainKeyMistake(key: string): string | undefined {
  const advice = keyMistakes.find(([mark]) => mark.test(key))?.[1];
  return advice && `SharedAccessKey ${advice}.`;
}
