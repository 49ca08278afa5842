/** The middle one of the samples, of an even number the upper of the two; NaN without samples. */
export function median(samples: readonly number[]): number {
  return samples.toSorted((left, right) => left - right)[Math.floor(samples.length / 2)] ?? Number.NaN;
}
