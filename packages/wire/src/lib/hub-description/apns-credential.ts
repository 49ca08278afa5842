/** How a hub authenticates with APNs. */
type Authentication = "token" | "certificate";

/** The environments of APNs. */
type Environment = "production" | "sandbox";

/** The members of a credential by name, as they are read and written. */
type Members = Readonly<Record<string, string | undefined>>;

/**
 * The endpoints that deliver, as Azure's portal writes them. The service also accepts
 * `https://api.sandbox.push.apple.com` without port and path, and then delivers nothing.
 */
const endpoints: Readonly<Record<Authentication, Readonly<Record<Environment, string>>>> = {
  token: {
    production: "https://api.push.apple.com:443/3/device",
    sandbox: "https://api.development.push.apple.com:443/3/device",
  },
  certificate: { production: "gateway.push.apple.com", sandbox: "gateway.sandbox.push.apple.com" },
};

/** The members that the protocol requires of each. */
const required: Readonly<Record<Authentication, readonly string[]>> = {
  token: ["key", "keyId", "bundleId", "teamId"],
  certificate: ["certificate", "certificatePassword"],
};

/**
 * Names the environment where the endpoint is one of the usual ones, and adds missing members as
 * empty strings.
 */
export function readApnsMembers(members: Members): Members {
  const { endpoint, ...others } = members;
  const authentication = authenticationOf(members);
  const missing = Object.fromEntries(required[authentication].map((member) => [member, ""]));
  return { ...targetOf(authentication, endpoint), ...missing, ...others };
}

/** Replaces the environment by its endpoint. */
export function writeApnsMembers({ environment, ...members }: Members): Members {
  if (environment !== "production" && environment !== "sandbox") return members;
  return { ...members, endpoint: endpoints[authenticationOf(members)][environment] };
}

function authenticationOf({ certificate, certificatePassword, thumbprint }: Members): Authentication {
  return (certificate ?? certificatePassword ?? thumbprint) === undefined ? "token" : "certificate";
}

function targetOf(authentication: Authentication, endpoint: string | undefined): Members {
  const { production, sandbox } = endpoints[authentication];
  if (endpoint === production) return { environment: "production" };
  if (endpoint === sandbox) return { environment: "sandbox" };
  return endpoint === undefined ? {} : { endpoint };
}
