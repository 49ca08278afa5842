/**
 * What a property may be called in an expression (Notification Hubs "Templates", and the check of
 * Azure's .NET SDK).
 */
export const propertyNamePattern = /^[A-Za-z0-9_]+$/;

/** Greatest length of a property name, in characters (the check of Azure's .NET SDK). */
export const propertyNameLimit = 120;
