import { isConnectionStringError } from "@nh/auth";
import { ArgumentError } from "./argument-error.js";
import { prefixMessage } from "./prefix-message.js";

/** What the environment says about the hub, and which variable says it. */
export interface Environment {
  readonly connectionString: string;
  /** The variable that holds the connection string. */
  readonly variable: string;
  readonly hubName: string | undefined;
}

/** The names of nh, then those of Azure's own samples. A string and its hub go together. */
const names = [
  { variable: "NH_CONNECTION_STRING", hub: "NH_HUB" },
  { variable: "NOTIFICATIONHUBS_CONNECTION_STRING", hub: "NOTIFICATION_HUB_NAME" },
] as const;

/** The variables of the process, where the runtime has such. */
function variables(): Readonly<Record<string, string | undefined>> {
  const { process } = globalThis as { readonly process?: { readonly env?: Record<string, string | undefined> } };
  return process?.env ?? {};
}

/**
 * Reads which hub the environment names.
 *
 * @throws {ArgumentError} when it names none.
 */
export function readEnvironment(): Environment {
  const env = variables();
  for (const { variable, hub } of names) {
    const connectionString = env[variable];
    if (connectionString) return { connectionString, variable, hubName: env[hub] || undefined };
  }
  throw new ArgumentError("client", "connection", {
    sentence:
      "The connection string is missing. Pass it as the first argument, or set NH_CONNECTION_STRING and NH_HUB.",
  });
}

/** Whether the environment asks for a dump of every exchange: `NH_LOG=debug`. */
export function asksForDump(): boolean {
  return variables().NH_LOG === "debug";
}

/**
 * Makes something of a connection string from the environment. What is wrong with it is said with
 * the name of its variable.
 */
export function naming<Result>({ variable }: Environment, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (!isConnectionStringError(error) && !(error instanceof ArgumentError)) throw error;
    throw prefixMessage(error, variable);
  }
}
