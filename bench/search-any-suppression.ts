import { type MeasureSpec, type ModelRequirement, search } from '../src/anonymise/search/index.ts'
import { adult, adultMissing } from '../test/support/adult.ts'

/** The searches that prove least by going without rows: any suppression allowed, models that are not upward closed, measures of class sizes. */
if (adultMissing) {
  console.log(adultMissing)
} else {
  const k9 = adult()
  const held = adult('occupation')
  const t: ModelRequirement = { model: 't-closeness', column: 0, t: 0.2, ground: { distance: 'equal' } }
  const beta: ModelRequirement = { model: 'basic-beta-likeness', column: 0, beta: 1 }
  const entropy: ModelRequirement = { model: 'entropy-l-diversity', column: 0, l: 5, estimator: 'shannon' }
  const loss: MeasureSpec = { measure: 'loss' }
  const cases: [string, typeof k9, number | null, ModelRequirement[], MeasureSpec][] = [
    ['t = 0.2, equal distance; loss', held, null, [t], loss],
    ['basic beta-likeness 1; loss', held, null, [beta], loss],
    ['entropy-5-diversity; loss', held, null, [entropy], loss],
    ['k = 5; average class size', k9, 5, [], { measure: 'average-class-size' }],
    ['k = 5; discernibility', k9, 5, [], { measure: 'discernibility' }],
    ['k = 5; entropy with suppression', k9, 5, [], { measure: 'entropy-nonmonotonic' }],
  ]
  for (const [name, { columns, histogram, rows }, k, models, minimise] of cases) {
    const limits = { maxSuppressedRows: rows, maxSuppressedPersons: rows, rows, persons: rows }
    const before = process.cpuUsage()
    const result = search(
      columns,
      histogram,
      { k, known: Number.POSITIVE_INFINITY, models, householdsPerClass: null, ...limits },
      { minimise },
    )
    const { user, system } = process.cpuUsage(before)
    if (!result.met) throw new Error(name)
    const seconds = ((user + system) / 1e6).toFixed(2)
    console.log(
      `${name.padEnd(34)}${seconds} s of processor, ${result.checked} of ${result.space}, ${result.cost}, levels ${result.levels}`,
    )
  }
}
