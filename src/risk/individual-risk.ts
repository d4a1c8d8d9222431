/**
 * Risk that a record of a class with `f` records in the sample and an estimated `weighted` in the population is told apart:
 * the mean of 1/F given f, F being negative binomial. Without sampling (F = f) it is 1/f.
 *
 * r = (p/f) · Σₙ n!/((f+1)…(f+n)) (1−p)ⁿ with p = f/F; near p = 0 the recurrence r_f = q (1/(f−1) − r_{f−1}), q = p/(1−p).
 *
 * @source Benedetti, Franconi 1998; Polettini 2003
 */
export function individualRisk(f: number, weighted: number): number {
  const p = Math.min(1, f / weighted)
  if (p === 1) return 1 / f
  if (p < 0.1 && Number.isInteger(f)) {
    const q = p / (1 - p)
    let risk = q * Math.log(1 / p)
    for (let i = 2; i <= f; i++) risk = q * (1 / (i - 1) - risk)
    return risk
  }
  let term = 1
  let sum = 1
  for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
    term *= (n / (f + n)) * (1 - p)
    sum += term
  }
  return (p / f) * sum
}

/** Risk that at least one member of a household is told apart. */
export function householdRisk(risks: Float64Array, householdOf: Int32Array, households: number): Float64Array {
  const missed = new Float64Array(households).fill(1)
  householdOf.forEach((household, i) => {
    missed[household]! *= 1 - risks[i]!
  })
  return missed.map((share) => 1 - share)
}
