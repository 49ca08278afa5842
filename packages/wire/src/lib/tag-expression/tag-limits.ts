/**
 * The limits of tags and expressions, from Microsoft's page on routing and tag expressions: an expression that only joins by `||` may
 * name 20 tags, any other one 6; a tag has 120 characters, a registration 60 tags.
 */
export const tagLimits = { orOnly: 20, mixed: 6, length: 120, perRegistration: 60 } as const;
