/** Whether APNs can have issued a handle: pairs of hexadecimal digits, of any length. */
export const isApnsToken = (handle: string): boolean => /^(?:[0-9a-f]{2})+$/i.test(handle);
