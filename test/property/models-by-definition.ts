import fc from 'fast-check'
import type { Ground } from '../../src/anonymise/privacy/grounds.ts'
import type { ModelRequirement } from '../../src/anonymise/search/index.ts'

/** The models that look at values, by their plain definitions. */

export const VALUES = 3
/** Values 0 and 1 meet one level below the top; 2 and the blank (3) are by themselves. */
const GROUPS = [0, 0, 1, 2]
/** Another order than that of the codes; the blank at the end. */
const ORDER = [1, 0, 2, 3]

const share = (counts: number[]) => {
  const all = counts.reduce((sum, n) => sum + n, 0)
  return counts.map((n) => n / all)
}

/** Whether the values of a class hold, by the definition. */
export function holds(model: ModelRequirement, own: number[], all: number[]): boolean {
  const count = (values: number[]) => Array.from({ length: VALUES + 1 }, (_, v) => values.filter((value) => value === v).length)
  const told = count(own).slice(0, VALUES)
  const n = told.filter((c) => c > 0).sort((a, b) => b - a)
  const [p, q] = [share(count(own)), share(count(all))]
  switch (model.model) {
    case 'entropy-l-diversity':
      return n.length >= model.l && -share(n).reduce((sum, x) => sum + x * Math.log(x), 0) >= Math.log(model.l) - 1e-12
    case 'recursive-cl-diversity':
      return n.length >= model.l && n[0]! < model.c * n.slice(model.l - 1).reduce((sum, x) => sum + x, 0) - 1e-9
    case 't-closeness': {
      if (model.ground.distance === 'ordered') {
        const carried = ORDER.map((_, i) => ORDER.slice(0, i + 1).reduce((sum, v) => sum + p[v]! - q[v]!, 0))
        return carried.reduce((sum, x) => sum + Math.abs(x), 0) / (ORDER.length - 1) <= model.t + 1e-12
      }
      const half = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + Math.abs(x - b[i]!), 0) / 2
      const grouped = (of: number[]) => [0, 1, 2].map((g) => of.reduce((sum, x, v) => sum + (GROUPS[v] === g ? x : 0), 0))
      const distance = model.ground.distance === 'equal' ? half(p, q) : (half(p, q) + half(grouped(p), grouped(q))) / 2
      return distance <= model.t + 1e-12
    }
    case 'delta-disclosure':
      return p.every((x, v) => x === 0 || Math.abs(Math.log2(x / q[v]!)) < model.delta - 1e-12)
    case 'basic-beta-likeness':
      return p.every((x, v) => x === 0 || (x - q[v]!) / q[v]! <= model.beta + 1e-12)
    case 'enhanced-beta-likeness':
      return p.every((x, v) => x === 0 || (x - q[v]!) / q[v]! <= Math.min(model.beta, -Math.log(q[v]!)) + 1e-12)
    default:
      throw new Error(model.model)
  }
}

export const model: fc.Arbitrary<ModelRequirement> = fc.oneof(
  fc.record({
    model: fc.constant('entropy-l-diversity' as const),
    column: fc.constant(0),
    l: fc.constantFrom(2, 2.5),
    estimator: fc.constant('shannon' as const),
  }),
  fc.record({
    model: fc.constant('recursive-cl-diversity' as const),
    column: fc.constant(0),
    c: fc.constantFrom(1.5, 2.5),
    l: fc.constant(2),
  }),
  fc.record({
    model: fc.constant('t-closeness' as const),
    column: fc.constant(0),
    t: fc.constantFrom(0.1, 0.2, 0.35),
    ground: fc.constantFrom<Ground[]>(
      { distance: 'equal' },
      { distance: 'ordered', order: Int32Array.from(ORDER) },
      { distance: 'hierarchical', groups: [Int32Array.from(GROUPS)] },
    ),
  }),
  fc.record({ model: fc.constant('delta-disclosure' as const), column: fc.constant(0), delta: fc.constantFrom(0.5, 1.1) }),
  fc.record({
    model: fc.constantFrom('basic-beta-likeness' as const, 'enhanced-beta-likeness' as const),
    column: fc.constant(0),
    beta: fc.constantFrom(0.3, 0.8),
  }),
)
