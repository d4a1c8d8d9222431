import { both, type ClassJudge, type ClassValues, type ClassView, judged } from './class-values.ts'
import { fewestGone } from './fewest-gone.ts'
import type { EntropyEstimator } from './grounds.ts'
import type { BoundModel } from './model.ts'

const NEAR = 1e-12

/**
 * entropy-l-diversity over persons: the entropy of the values in each class is at least log l; a blank is no value.
 * The figure is exp(entropy): as many values as would be equally common. At least l values must also be held by as many
 * persons, as distinct-l-diversity counts them; that part alone is upward closed.
 *
 * @param distinct - distinct-l-diversity for ⌈l⌉ over the same classes
 * @source Machanavajjhala et al. 2007; estimator for small classes: Grassberger 2003
 */
export function entropyLDiversity(
  l: number,
  estimator: EntropyEstimator,
  distinct: BoundModel,
  classes: ClassValues,
  persons: ArrayLike<number>,
): BoundModel {
  // Only of the plain entropy is it known that classes which hold hold together: it is concave.
  const rest = { closed: false, necessary: distinct, merges: estimator === 'shannon' }
  return both(judged(entropyJudge(l, estimator), classes, persons, rest), distinct, rest)
}

function entropyJudge(l: number, estimator: EntropyEstimator): ClassJudge {
  const term = estimator === 'shannon' ? Math.log : correctedLog
  return {
    worst: 'lowest',
    blanks: false,
    figure({ counts, held, distinct }) {
      let n = 0
      let sum = 0
      for (let i = 0; i < distinct; i++) {
        const count = counts[held[i]!]!
        n += count
        sum += count * term(count)
      }
      return n === 0 ? 0 : Math.exp(Math.log(n) - sum / n)
    },
    holds: (figure) => figure >= l * (1 - NEAR),
    ...(estimator === 'shannon' ? { fewest: (view: ClassView) => fewestForEntropy(view, Math.log(l) - 1e-9) } : {}),
  }
}

/** The entropy of so many is highest if the common values are cut off at one height. */
function fewestForEntropy({ counts, held, distinct, persons }: ClassView, least: number): number {
  const ascending = Float64Array.from({ length: distinct }, (_, i) => counts[held[i]!]!).sort()
  const all = ascending.reduce((sum, n) => sum + n, 0)
  const gone = fewestGone(all, (rest) => {
    let left = rest
    let sum = 0
    for (let i = 0; i < distinct && left > 0; i++) {
      const count = Math.min(ascending[i]!, left / (distinct - i))
      sum += count * Math.log(count)
      left -= count
    }
    return Math.log(rest) - sum / rest >= least
  })
  return gone === all ? persons : gone
}

const CORRECTED: number[] = [Number.NaN, -0.5772156649015329 - Math.LN2, 2 - 0.5772156649015329 - Math.LN2]

/** G(n), which stands for log n so that few observations do not look less even than they are: G(2m + 1) = G(2m), G(2m + 2) = G(2m) + 2 / (2m + 1). */
function correctedLog(n: number): number {
  while (CORRECTED.length <= n) {
    const m = CORRECTED.length
    CORRECTED.push(m % 2 === 1 ? CORRECTED[m - 1]! : CORRECTED[m - 2]! + 2 / (m - 1))
  }
  return CORRECTED[n]!
}
