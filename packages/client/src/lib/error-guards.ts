import { isConnectionStringError as isForConnections } from "@nh/auth";
import { isWireFormatError as isForDocuments, isTagExpressionError as isForTags } from "@nh/wire";

/*
 * The guards of what this package throws and others define, so that nobody has to install those for them. They have a module of their own so
 * that the packages behind them are loaded at once only by a page that names one.
 */

/** Recognises a `ConnectionStringError` of any copy of `@nh/auth`: a connection string that cannot be read. */
export const isConnectionStringError = isForConnections;
/** Recognises a `TagExpressionError` of any copy of `@nh/wire`: an audience that is not a tag expression. */
export const isTagExpressionError = isForTags;
/** Recognises a `WireFormatError` of any copy of `@nh/wire`: an answer that is not what the protocol says. */
export const isWireFormatError = isForDocuments;
