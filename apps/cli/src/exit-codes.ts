/** The exit codes of the process. `nh help exit-codes` documents them, and scripts rely on them. */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  authorization: 3,
  notFound: 4,
  throttled: 5,
  invalidInput: 6,
  partialFailure: 7,
  timeout: 8,
  network: 9,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** One line per exit code, for the help topic and the reference. */
export const exitCodeMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [exitCodes.ok, "done"],
  [exitCodes.unexpected, "something unexpected failed, or the service responded with a 5xx status"],
  [exitCodes.usage, "the command line is wrong: unknown command or option, missing argument, missing --yes"],
  [exitCodes.authorization, "the service refused the key: 401 or 403"],
  [exitCodes.notFound, "the hub, device, notification or job does not exist, or its ID is used up"],
  [exitCodes.throttled, "the service throttled the request, or the quota or tier of the hub does not allow it"],
  [exitCodes.invalidInput, "the input is invalid, such as a payload or a file, or conflicts with what exists"],
  [exitCodes.partialFailure, "some items of a bulk command failed; the others are done"],
  [exitCodes.timeout, "no response in time, or a wait that ran out"],
  [exitCodes.network, "no connection to the service, or it broke before the response"],
  [exitCodes.interrupted, "interrupted by Ctrl-C or SIGTERM, or declined at a prompt"],
];
