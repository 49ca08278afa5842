/**
 * Characters of device handles, keys and signatures. Words of this package never have 40 of them in
 * a row. In a message, `$1…$2` remains: the first 6 and the last 4.
 */
export const longToken = /([\w+/=%:-]{6})[\w+/=%:-]{30,}([\w+/=%:-]{4})/g;
