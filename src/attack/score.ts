/** How often something came off, with an interval of 95 %. */
export interface Score {
  attempts: number
  successes: number
  rate: number
  low: number
  high: number
}

const Z = 1.959963984540054

/** @source Wilson 1927: the interval of a share that holds at 0 and 1 as well */
export function scoreOf(attempts: number, successes: number): Score {
  if (attempts === 0) return { attempts, successes, rate: 0, low: 0, high: 1 }
  const rate = successes / attempts
  const spread = Z * Z
  const middle = (rate + spread / (2 * attempts)) / (1 + spread / attempts)
  const half = (Z * Math.sqrt((rate * (1 - rate)) / attempts + spread / (4 * attempts * attempts))) / (1 + spread / attempts)
  return {
    attempts,
    successes,
    rate,
    low: successes === 0 ? 0 : Math.max(0, middle - half),
    high: successes === attempts ? 1 : Math.min(1, middle + half),
  }
}
