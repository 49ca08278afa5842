/** A promise of a call, which also gives the response. */
interface Call<Data, Whole> extends Promise<Data> {
  withResponse(): Promise<Whole>;
}

/**
 * A call of a function that is loaded with its first use.
 *
 * @param start Makes the call, once its part has been loaded. It never throws: a wrong argument
 *   rejects.
 */
export function lazyCall<Part, Data, Whole>(
  load: () => Part | Promise<Part>,
  start: (part: Part) => Call<Data, Whole>,
): Call<Data, Whole> {
  const loaded = load();
  if (!(loaded instanceof Promise)) return start(loaded);
  let call: Call<Data, Whole> | undefined;
  const run = async (): Promise<Data> => {
    call = start(await loaded);
    return await call;
  };
  const promise = run();
  const withResponse = async (): Promise<Whole> => {
    await promise;
    // The call has been made: its promise is fulfilled.
    return (call as Call<Data, Whole>).withResponse();
  };
  return Object.assign(promise, { withResponse });
}
