// Runs the checks in a worker: a request brings the addresses, the response brings the result.
import { runChecks } from "./behaviour.mjs";

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function respond(request) {
  return Response.json(await runChecks(await request.json()));
}

export default { fetch: respond };
