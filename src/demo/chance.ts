/** A stream of pseudo-random numbers: the same seed and name give the same stream on every machine. For invented data only. */
export interface Chance {
  /** in [0, 1) */
  next(): number
  /** an integer in [0, n) */
  below(n: number): number
  /** an integer in [from, to], both included */
  between(from: number, to: number): number
  happens(probability: number): boolean
  /** mean 0, standard deviation 1 */
  normal(): number
  pick<T>(list: readonly T[]): T
  /** index of a weight, drawn in proportion; `total` is their sum */
  weighted(weights: readonly number[], total: number): number
}

/** 32 bits from a text (FNV-1a), so that each purpose has a stream of its own. */
function seedOf(text: string, start: number): number {
  let h = start >>> 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return h >>> 0
}

/** @source sfc32 of PractRand (Chris Doty-Humphrey), 128 bits of state */
export function chance(seed: number, purpose: string): Chance {
  const text = `${seed}/${purpose}`
  let a = seedOf(text, 2166136261)
  let b = seedOf(text, a ^ 0x9e3779b9)
  let c = seedOf(text, b ^ 0x85ebca6b)
  let counter = 1
  let spare: number | null = null
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 20; i++) next()
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    happens: (probability) => next() < probability,
    normal() {
      if (spare !== null) {
        const value = spare
        spare = null
        return value
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()))
      const angle = 2 * Math.PI * next()
      spare = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
    pick: (list) => list[below(list.length)]!,
    weighted(weights, total) {
      let left = next() * total
      for (let i = 0; i < weights.length - 1; i++) {
        left -= weights[i]!
        if (left < 0) return i
      }
      return weights.length - 1
    },
  }
}
