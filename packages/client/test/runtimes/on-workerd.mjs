// Runs the checks in a worker: a request brings the addresses, the answer brings the result.
import { runChecks } from "./behaviour.mjs";

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function answer(request) {
  return Response.json(await runChecks(await request.json()));
}

export default { fetch: answer };
