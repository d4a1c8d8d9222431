import { type ModelRequirement, search } from '../src/anonymise/search/index.ts'
import { adult, adultMissing } from '../test/support/adult.ts'
import { asked } from '../test/support/asked.ts'

/** How long the search takes on Adult (30,162 × 9): seconds, combinations measured, loss. */
if (adultMissing) {
  console.log(adultMissing)
} else {
  const clock = () => performance.now() / 1000
  const k9 = adult()
  const l8 = adult('occupation')
  const l3: ModelRequirement[] = [{ model: 'distinct-l-diversity', column: 0, l: 3 }]
  const cases: [string, typeof k9, number, number, ModelRequirement[]][] = [
    ['k=5', k9, 5, 0, []],
    ['k=5, 5 %', k9, 5, 0.05, []],
    ['k=2', k9, 2, 0, []],
    ['k=2, 5 %', k9, 2, 0.05, []],
    ['k=5, l=3, 5 %', l8, 5, 0.05, l3],
    ['k=5, 100 %', k9, 5, 1, []],
    ['k=20, 5 %', k9, 20, 0.05, []],
  ]
  for (const round of ['first', 'warm'])
    for (const [name, data, k, limit, models] of cases) {
      const result = search(data.columns, data.histogram, asked(data.rows, { k, limit, models }), { clock })
      const found = result.met ? result : result.closest
      console.log(
        `${round.padEnd(6)}${name.padEnd(16)}${result.seconds.toFixed(3)} s  ${String(result.checked).padStart(5)} of ${result.space}  loss ${found.loss}  levels ${found.levels}  suppressed ${found.suppressedRows}  classes ${found.classes}  smallest ${found.smallest}`,
      )
    }
}
