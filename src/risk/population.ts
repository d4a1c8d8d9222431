/** Classes by their size in the sample: size → number of classes. */
export type SizeHistogram = ReadonlyMap<number, number>

/** Estimated share of the population that is unique in it; null: the model does not fit the sample; 0: the sample has no uniques. */
export interface PopulationUniques {
  pitman: number | null
  zayatz: number | null
  snb: number | null
  dankar: number | null
}

const ACCURACY = 1e-10
const STEPS = 300

/**
 * Estimates from a simple random sample of known fraction (0 < fraction < 1); for a full register the sample's uniques are
 * the population's, and nothing is estimated (rule B4).
 */
export function populationUniques(sizes: SizeHistogram, fraction: number): PopulationUniques {
  const alone = sizes.get(1) ?? 0
  if (alone === 0) return { pitman: 0, zayatz: 0, snb: 0, dankar: 0 }
  const pitman = estimated(pitmanUniques(sizes, fraction))
  const zayatz = estimated(zayatzUniques(sizes, fraction))
  const snb = estimated(snbUniques(sizes, fraction))
  // Dankar, El Emam, Neisa, Roffey 2012: Pitman for small samples, else the smaller of SNB and Zayatz; of two the one that there is.
  const dankar = fraction <= 0.1 ? (pitman ?? zayatz) : snb === null || zayatz === null ? (snb ?? zayatz) : Math.min(snb, zayatz)
  return { pitman, zayatz, snb, dankar }
}

/**
 * Of a sample that has uniques, an estimate of nobody is a model that ran out of its range, and is none: only a sample without
 * uniques has 0. Nobody is less than one in 10^12: below the smallest number that a computer knows it would hang on the last bit.
 */
const estimated = (share: number | null): number | null => (share !== null && share > 1e-12 ? share : null)

const totalOf = (sizes: SizeHistogram) => {
  let rows = 0
  let classes = 0
  for (const [size, count] of sizes) {
    rows += size * count
    classes += count
  }
  return { rows, classes }
}

/** @source Zayatz 1991 */
function zayatzUniques(sizes: SizeHistogram, fraction: number): number {
  const { rows } = totalOf(sizes)
  const population = Math.round(rows / fraction)
  // Chance that a class of this size in the population shows up as one row in the sample (hypergeometric).
  const alone = (size: number) => {
    let chance = (size * rows) / population
    for (let i = 0; i < size - 1; i++) chance *= Math.max(0, population - rows - i) / (population - 1 - i)
    return chance
  }
  let expected = 0
  for (const [size, count] of sizes) expected += count * alone(size)
  const ones = sizes.get(1) ?? 0
  return (ones * ((ones * alone(1)) / expected)) / fraction / population
}

/** θ and α of Pitman's model. */
type Parameters = readonly [theta: number, alpha: number]

/** @source Hoshino 2001: Pitman's model, maximum likelihood by Newton's method */
function pitmanUniques(sizes: SizeHistogram, fraction: number): number | null {
  const { rows: n, classes: u } = totalOf(sizes)
  const c1 = sizes.get(1) ?? 0
  const c2 = sizes.get(2) || 1
  const c = (c1 * (c1 - 1)) / c2
  const byMoments = (n * u * c - c1 * (n - 1) * (2 * u + c)) / (2 * c1 * u + c1 * c - n * c)
  // Newton's method from the moments, then from points inside of the model, until one leads to a maximum.
  const starts: Parameters[] = [[byMoments, (byMoments * (c1 - n) + (n - 1) * c1) / (n * u)]]
  for (const theta of [u, u / 4, u / 16, 1]) for (const alpha of [0.1, 0.5, 0.7, 0.9]) starts.push([theta, alpha])
  for (const start of starts) {
    if (!(start[1] > 0 && start[1] < 1 && start[0] > -start[1])) continue
    const share = pitmanFrom(start, sizes, n, u, fraction)
    if (share !== null) return share
  }
  return null
}

function pitmanFrom([theta0, alpha0]: Parameters, sizes: SizeHistogram, n: number, u: number, fraction: number): number | null {
  let theta = theta0
  let alpha = alpha0
  for (let step = 0; step < STEPS; step++) {
    const at = pitmanSlopes(sizes, n, u, theta, alpha)
    const determinant = at.thetaTheta * at.alphaAlpha - at.thetaAlpha * at.thetaAlpha
    // Where the likelihood bends upwards the step would lead away from its maximum.
    if (!(at.thetaTheta < 0 && determinant > 0)) return null
    const byTheta = (at.alphaAlpha * at.byTheta - at.thetaAlpha * at.byAlpha) / determinant
    const byAlpha = (at.thetaTheta * at.byAlpha - at.thetaAlpha * at.byTheta) / determinant
    // Half steps keep the parameters where the model is one.
    let scale = 1
    while (
      scale > 1e-6 &&
      !(alpha - scale * byAlpha > 0 && alpha - scale * byAlpha < 1 && theta - scale * byTheta > -(alpha - scale * byAlpha))
    )
      scale /= 2
    if (scale <= 1e-6) return null
    theta -= scale * byTheta
    alpha -= scale * byAlpha
    if (!Number.isFinite(theta) || !Number.isFinite(alpha)) return null
    if (scale === 1 && Math.abs(byTheta) < Math.max(1, Math.abs(theta)) * ACCURACY && Math.abs(byAlpha) < ACCURACY) break
    if (step === STEPS - 1) return null
  }
  const share = Math.exp(logGamma(theta + 1) - logGamma(theta + alpha) + (alpha - 1) * Math.log(n / fraction))
  return share >= 0 && share <= 1 ? share : null
}

function pitmanSlopes(sizes: SizeHistogram, n: number, u: number, theta: number, alpha: number) {
  let byTheta = 0
  let byAlpha = 0
  let thetaTheta = 0
  let thetaAlpha = 0
  let alphaAlpha = 0
  for (let i = 1; i < u; i++) {
    const one = 1 / (theta + i * alpha)
    byTheta += one
    byAlpha += i * one
    thetaTheta -= one * one
    thetaAlpha -= i * one * one
    alphaAlpha -= i * i * one * one
  }
  for (let i = 1; i < n; i++) {
    const one = 1 / (theta + i)
    byTheta -= one
    thetaTheta += one * one
  }
  for (const [size, count] of sizes)
    for (let j = 1; j < size; j++) {
      const one = 1 / (j - alpha)
      byAlpha -= count * one
      alphaAlpha -= count * one * one
    }
  return { byTheta, byAlpha, thetaTheta, thetaAlpha, alphaAlpha }
}

/**
 * @source Chen, Keller-McNulty 1998: slide negative binomial, fitted to the classes of one and two; number of classes in the
 *   population by Shlosser 1981
 */
function snbUniques(sizes: SizeHistogram, fraction: number): number | null {
  const { rows, classes } = totalOf(sizes)
  const c1 = sizes.get(1) ?? 0
  const c2 = sizes.get(2) ?? 0
  const cells = shlosser(sizes, classes, fraction)
  if (!Number.isFinite(cells) || c2 === 0) return null
  // For a given b the first equation gives a; b is where the second holds as well.
  const ofB = (b: number) => {
    const away = (1 - fraction) * (1 - b)
    const base = b / (1 - away)
    const ones = (a: number) => cells * fraction * base ** a * ((a * away) / (1 - away) + 1)
    const a = rootOf((guess) => ones(guess) - c1, largestOnes(base, away), 1e6)
    if (a === null) return null
    const twos = (cells * a * b ** a * fraction ** 2 * (1 - b) * (2 - (1 - a) * away)) / (2 * (1 - away) ** (a + 2))
    return { a, rest: twos - c2 }
  }
  let before: { b: number; rest: number } | null = null
  for (let i = 1; i < 2000; i++) {
    // Dense near 0, where b lies for small fractions.
    const b = (i / 2000) ** 4
    const here = ofB(b)
    if (here === null) {
      before = null
      continue
    }
    if (before && Math.sign(before.rest) !== Math.sign(here.rest)) {
      const root = rootOf((guess) => ofB(guess)?.rest ?? Number.NaN, before.b, b)
      const found = root === null ? null : ofB(root)
      const share = found && root !== null ? (cells * root ** found.a) / (rows / fraction) : null
      return share !== null && share >= 0 && share <= 1 ? share : null
    }
    before = { b, rest: here.rest }
  }
  return null
}

/** Where the expected ones are most: beyond it they fall with a. */
function largestOnes(base: number, away: number): number {
  const slope = away / (1 - away)
  return slope <= 0 ? 0 : Math.max(0, -1 / Math.log(base) - 1 / slope)
}

function shlosser(sizes: SizeHistogram, classes: number, fraction: number): number {
  const missed = 1 - fraction
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (const [size, count] of sizes) {
    a += size * fraction ** 2 * (1 - fraction ** 2) ** (size - 1) * count
    b += missed ** size * ((1 + fraction) ** size - 1) * count
    c += missed ** size * count
    d += size * fraction * missed ** (size - 1) * count
  }
  return classes + (sizes.get(1) ?? 0) * (a / b) * (c / d) ** 2
}

/** A zero between two points of different sign, by halving; null if there is none. */
function rootOf(f: (x: number) => number, from: number, to: number): number | null {
  let low = from
  let high = to
  let atLow = f(low)
  const atHigh = f(high)
  if (atLow === 0) return low
  if (!(Math.sign(atLow) * Math.sign(atHigh) < 0)) return null
  for (let i = 0; i < 200 && high - low > Math.abs(low) * 1e-15; i++) {
    const middle = (low + high) / 2
    const here = f(middle)
    if (Number.isNaN(here)) return null
    if (Math.sign(here) === Math.sign(atLow)) {
      low = middle
      atLow = here
    } else high = middle
  }
  return (low + high) / 2
}

/** log Γ(x), x > 0: Stirling's series above 15, shifted there from below. */
function logGamma(x: number): number {
  let shift = 0
  let at = x
  while (at < 15) {
    shift -= Math.log(at)
    at += 1
  }
  const inverse = 1 / (at * at)
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse * (1 / 1188 - (inverse * 691) / 360360))))) / at
  return shift + (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series
}
