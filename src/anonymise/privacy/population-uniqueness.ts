import type { PopulationEstimator } from './grounds.ts'
import { atMost, type SizesLeft, type WholeFileModel } from './whole-file.ts'

/**
 * At most this share of the population is estimated to be alone in its class, those who entered the search being a simple random sample
 * of the fraction given: whoever is suppressed leaves the sample, not the population. A sample without uniques has none; with the
 * fraction 1 nothing is estimated: the sample's uniques are the population's (B4).
 *
 * @param entered - persons who entered the search
 * @source Hoshino 2001 (Pitman's model); Zayatz 1991; Chen, Keller-McNulty 1998 (SNB); Dankar, El Emam, Neisa, Roffey 2012
 */
export function populationUniqueness(threshold: number, fraction: number, estimator: PopulationEstimator, entered: number): WholeFileModel {
  return {
    figure: (left) => {
      if (left.persons === 0) return null
      const at = frequenciesOf(left)
      const ones = classesOfSize(at, 1)
      if (fraction >= 1 || ones === 0) return ones / left.persons
      return estimate(at, left.persons, (fraction * left.persons) / entered, estimator)
    },
    holds: atMost(threshold),
    merges: false,
  }
}

/** Less than one in 10^12, in no country a ten-thousandth of a person: the fit has run out of its model's range. */
const NOBODY = 1e-12

/** Sizes that occur, ascending, and how many classes have them. */
interface Frequencies {
  sizes: number[]
  classes: number[]
  u: number
}

function frequenciesOf({ sizes, from }: SizesLeft): Frequencies {
  const found: Frequencies = { sizes: [], classes: [], u: sizes.length - from }
  for (let i = from; i < sizes.length; ) {
    let end = i
    while (end < sizes.length && sizes[end] === sizes[i]) end++
    found.sizes.push(sizes[i]!)
    found.classes.push(end - i)
    i = end
  }
  return found
}

function estimate(at: Frequencies, n: number, fraction: number, estimator: PopulationEstimator): number | null {
  // An estimate of nobody, of a sample that has uniques, is none.
  const some = (share: number | null) => (share === null || !(share > NOBODY) ? null : share)
  switch (estimator) {
    case 'pitman':
      return some(pitman(at, n, fraction))
    case 'zayatz':
      return some(zayatz(at, n, fraction))
    case 'snb':
      return some(slideNegativeBinomial(at, n, fraction))
    default: {
      if (fraction <= 0.1) return some(pitman(at, n, fraction)) ?? some(zayatz(at, n, fraction))
      const [a, b] = [some(zayatz(at, n, fraction)), some(slideNegativeBinomial(at, n, fraction))]
      return a === null || b === null ? (a ?? b) : Math.min(a, b)
    }
  }
}

const classesOfSize = ({ sizes, classes }: Frequencies, size: number) => classes[sizes.indexOf(size)] ?? 0

function zayatz({ sizes, classes }: Frequencies, n: number, fraction: number): number {
  const population = Math.round(n / fraction)
  // A class of i in the population shows one of its members in the sample: i · n/N · Π (N − n − j) / (N − 1 − j).
  let expected = 0
  let one = 0
  for (let s = 0; s < sizes.length; s++) {
    let log = Math.log((sizes[s]! * n) / population)
    for (let j = 0; j < sizes[s]! - 1 && log > -700; j++) log += Math.log(Math.max(0, population - n - j) / (population - 1 - j))
    const chance = Math.exp(log)
    if (sizes[s] === 1) one = chance
    expected += classes[s]! * chance
  }
  const ones = classesOfSize({ sizes, classes, u: 0 }, 1)
  return (ones * ones * one) / expected / fraction / population
}

/** Maximum likelihood of (θ, α) in closed form of digamma and trigamma, by Newton's method with halved steps. */
function pitman(at: Frequencies, n: number, fraction: number): number | null {
  const { u } = at
  const c1 = classesOfSize(at, 1)
  if (u < 2 || n < 2 || c1 === n) return null
  const c2 = Math.max(1, classesOfSize(at, 2))
  const c = (c1 * (c1 - 1)) / c2
  const theta = (n * u * c - c1 * (n - 1) * (2 * u + c)) / (2 * c1 * u + c1 * c - n * c)
  const alpha = (theta * (c1 - n) + (n - 1) * c1) / (n * u)
  // Where the moments lie outside of the model, or lead nowhere, Newton's method begins again inside of it.
  const starts: [number, number][] = [[theta, alpha]]
  for (const t of [u, u / 4, u / 16, 1]) for (const a of [0.1, 0.5, 0.7, 0.9]) starts.push([t, a])
  for (const start of starts) {
    const share = pitmanFrom(start, at, n, fraction)
    if (share !== null) return share
  }
  return null
}

function pitmanFrom(start: readonly [number, number], at: Frequencies, n: number, fraction: number): number | null {
  let [theta, alpha] = start
  const isModel = (t: number, a: number) => a > 0 && a < 1 && t > -a
  if (!isModel(theta, alpha)) return null
  for (let round = 0; round < 300; round++) {
    const s = slopes(at, n, theta, alpha)
    const determinant = s.tt * s.aa - s.ta * s.ta
    // Where the likelihood bends upwards the step would lead away from its maximum.
    if (!(s.tt < 0 && determinant > 0)) return null
    const dTheta = (s.aa * s.t - s.ta * s.a) / determinant
    const dAlpha = (s.tt * s.a - s.ta * s.t) / determinant
    if (!Number.isFinite(dTheta) || !Number.isFinite(dAlpha)) return null
    let scale = 1
    while (!isModel(theta - scale * dTheta, alpha - scale * dAlpha)) {
      scale /= 2
      if (scale < 1e-6) return null
    }
    theta -= scale * dTheta
    alpha -= scale * dAlpha
    if (scale === 1 && Math.abs(dTheta) <= Math.max(1, Math.abs(theta)) * 1e-11 && Math.abs(dAlpha) <= 1e-11) {
      const share = Math.exp(lnGamma(theta + 1) - lnGamma(theta + alpha) + (alpha - 1) * Math.log(n / fraction))
      return share >= 0 && share <= 1 ? share : null
    }
  }
  return null
}

/** First and second derivatives of log Π(θ + iα) − log Π(θ + i) + Σ log Π(j − α). */
function slopes({ sizes, classes, u }: Frequencies, n: number, theta: number, alpha: number) {
  const from = theta / alpha
  const one = (digamma(from + u) - digamma(from + 1)) / alpha
  const two = (trigamma(from + 1) - trigamma(from + u)) / (alpha * alpha)
  // Σ i/(θ+iα) = (m − θΣ1/(θ+iα))/α, and likewise for squares.
  const m = u - 1
  const iOne = (m - theta * one) / alpha
  const iTwo = (one - theta * two) / alpha
  const iiTwo = (m - 2 * theta * one + theta * theta * two) / (alpha * alpha)
  let a = iOne
  let aa = -iiTwo
  for (let s = 0; s < sizes.length; s++) {
    if (sizes[s]! < 2) continue
    a -= classes[s]! * (digamma(sizes[s]! - alpha) - digamma(1 - alpha))
    aa -= classes[s]! * (trigamma(1 - alpha) - trigamma(sizes[s]! - alpha))
  }
  return {
    t: one - (digamma(theta + n) - digamma(theta + 1)),
    a,
    tt: -two + (trigamma(theta + 1) - trigamma(theta + n)),
    ta: -iTwo,
    aa,
  }
}

/** Fits a and b to the classes of one and of two in the sample; K classes in the population by Shlosser 1981. */
function slideNegativeBinomial(at: Frequencies, n: number, f: number): number | null {
  const { sizes, classes, u } = at
  const c1 = classesOfSize(at, 1)
  const c2 = classesOfSize(at, 2)
  if (c2 === 0) return null
  const q = 1 - f
  let [s1, s2, s3, s4] = [0, 0, 0, 0]
  for (let s = 0; s < sizes.length; s++) {
    const size = sizes[s]!
    s1 += classes[s]! * size * f * f * (1 - f * f) ** (size - 1)
    s2 += classes[s]! * q ** size * ((1 + f) ** size - 1)
    s3 += classes[s]! * q ** size
    s4 += classes[s]! * size * f * q ** (size - 1)
  }
  const k = u + c1 * (s1 / s2) * (s3 / s4) ** 2
  if (!Number.isFinite(k)) return null
  // With b given, the classes of one fall with a beyond their peak: a is found there, then b where the classes of two agree.
  const withB = (b: number): { a: number; gap: number } | null => {
    const w = q * (1 - b)
    const base = Math.log(b / (1 - w))
    const ones = (a: number) => k * f * Math.exp(a * base) * (1 + (a * w) / (1 - w)) - c1
    let low = w <= 0 ? 0 : Math.max(0, -1 / base - (1 - w) / w)
    let high = 1e6
    if (!(ones(low) >= 0) || !(ones(high) < 0)) return null
    for (let i = 0; i < 200 && high - low > low * 1e-15; i++) {
      const middle = (low + high) / 2
      if (ones(middle) >= 0) low = middle
      else high = middle
    }
    const a = (low + high) / 2
    const twos = (k * a * f * f * (1 - b) * Math.exp(a * Math.log(b) - (a + 2) * Math.log(1 - w)) * (2 - (1 - a) * w)) / 2
    return { a, gap: twos - c2 }
  }
  let before: { b: number; gap: number } | null = null
  for (let i = 1; i < 2000; i++) {
    const b = (i / 2000) ** 4
    const here = withB(b)
    if (here && before && Math.sign(before.gap) !== Math.sign(here.gap)) {
      let [low, high] = [before.b, b]
      const sign = Math.sign(before.gap)
      for (let step = 0; step < 100; step++) {
        const middle = (low + high) / 2
        const gap = withB(middle)?.gap ?? Number.NaN
        if (Number.isNaN(gap)) return null
        if (Math.sign(gap) === sign) low = middle
        else high = middle
      }
      const b0 = (low + high) / 2
      const found = withB(b0)
      const share = found ? (k * b0 ** found.a * f) / n : Number.NaN
      return share >= 0 && share <= 1 ? share : null
    }
    before = here ? { b, gap: here.gap } : null
  }
  return null
}

/** ψ, x > 0: its series above 10, shifted there from below. */
function digamma(x: number): number {
  let sum = 0
  let at = x
  for (; at < 10; at++) sum -= 1 / at
  const r = 1 / (at * at)
  return sum + Math.log(at) - 0.5 / at - r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r / 132))))
}

/** ψ′, x > 0. */
function trigamma(x: number): number {
  let sum = 0
  let at = x
  for (; at < 10; at++) sum += 1 / (at * at)
  const r = 1 / (at * at)
  return sum + 1 / at + r / 2 + (r / at) * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - (r * 5) / 66))))
}

/** log Γ, x > 0, by the same shift. */
function lnGamma(x: number): number {
  let shift = 0
  let at = x
  for (; at < 10; at++) shift += Math.log(at)
  const r = 1 / (at * at)
  return (
    (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + (1 / at) * (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) - shift
  )
}
