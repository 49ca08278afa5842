/** What the process answers to the shell. Documented in `nh help exit-codes`; scripts rely on every one of them. */
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
  [exitCodes.unexpected, "something unexpected failed, also a 5xx answer of the service"],
  [exitCodes.usage, "the command line is wrong: unknown command or option, missing argument, missing --yes"],
  [exitCodes.authorization, "the service refused the key: 401 or 403"],
  [exitCodes.notFound, "the hub, installation, registration, notification or job does not exist"],
  [exitCodes.throttled, "throttled, or the quota or the tier of the hub does not allow it"],
  [exitCodes.invalidInput, "the input is invalid: payload, template, tag expression, file, connection string"],
  [exitCodes.partialFailure, "some items of a bulk command failed, the others are done"],
  [exitCodes.timeout, "no answer in time, or a wait that ran out"],
  [exitCodes.network, "the service cannot be reached: name, connection or TLS"],
  [exitCodes.interrupted, "interrupted by Ctrl-C or SIGTERM"],
];
