import { type MeasureName, search } from '../src/anonymise/search/index.ts'
import { asked } from '../test/support/asked.ts'
import { largeData, SHAPES } from './large-data.ts'

/**
 * How long the search takes on invented census-like files of 63,441 and 101,937 persons × 8 quasi-identifiers.
 * node bench/search-large.ts [measure…]
 */
const clock = () => performance.now() / 1000
const measures = (process.argv.length > 2 ? process.argv.slice(2) : ['loss']) as MeasureName[]
for (const shape of SHAPES) {
  const { columns, histogram, rows } = largeData(shape)
  for (const measure of measures)
    for (const limit of [0, 0.05, 1]) {
      const before = process.cpuUsage()
      const result = search(columns, histogram, asked(rows, { k: 5, limit }), { clock, minimise: { measure } })
      const { user, system } = process.cpuUsage(before)
      if (!result.met) throw new Error('not met')
      console.log(
        `${shape.name.padEnd(9)} ${measure.padEnd(20)} k=5, ${`${limit * 100} %`.padEnd(6)} ${result.seconds.toFixed(3).padStart(7)} s (${((user + system) / 1e6).toFixed(2)} s of processor)  ${String(result.checked).padStart(5)} of ${result.space}  cost ${result.cost}  levels ${result.levels}  suppressed ${result.suppressedRows}  ${result.optimal ? 'optimal' : `bound ${result.bound}`}`,
      )
    }
}
