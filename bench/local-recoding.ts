import { recodeLocally } from '../src/anonymise/search/local/index.ts'
import { adult, adultMissing } from '../test/support/adult.ts'
import { asked } from '../test/support/asked.ts'
import { cellLossOf } from '../test/support/cell-loss.ts'
import { largeData, SHAPES } from './large-data.ts'

/**
 * Local recoding of Adult (30,162 × 9): mean cell loss and seconds, each k once cold and once warm.
 * node bench/local-recoding.ts large: of the invented files of bench/search-large.ts instead.
 */
if (process.argv.includes('large')) {
  for (const shape of SHAPES) {
    const { columns, histogram, rows } = largeData(shape)
    for (const k of [5, 10, 100]) {
      const before = process.cpuUsage()
      const result = recodeLocally(columns, histogram, asked(rows, { k }), { recodes: columns.map(() => true) })
      const { user, system } = process.cpuUsage(before)
      const { smallest, classes } = result.evaluation
      console.log(
        `${shape.name}  k=${k}  cell loss ${cellLossOf(result, histogram).toFixed(5)}  processor ${((user + system) / 1e6).toFixed(1)} s  classes ${classes}  smallest ${smallest}`,
      )
    }
  }
} else if (adultMissing) {
  console.log(adultMissing)
} else {
  const { columns, histogram, rows } = adult()
  const clock = () => performance.now() / 1000
  for (const round of ['first', 'warm'])
    for (const [k, theirs, theirSeconds] of [
      [5, 0.068, 3.7],
      [10, 0.095, 6.0],
      [100, 0.222, 18],
    ] as const) {
      const started = clock()
      const before = process.cpuUsage()
      const result = recodeLocally(columns, histogram, asked(rows, { k }), { recodes: columns.map(() => true) })
      const seconds = clock() - started
      const busy = process.cpuUsage(before)
      const processor = (busy.user + busy.system) / 1e6
      const { smallest, classes, met } = result.evaluation
      console.log(
        `${round.padEnd(6)}k=${k}  cell loss ${cellLossOf(result, histogram).toFixed(5)} (iterative local recoding elsewhere ${theirs})  ${seconds.toFixed(2)} s, processor ${processor.toFixed(2)} s (${theirSeconds} s)  classes ${classes}  smallest ${smallest}  ${met ? 'met' : 'NOT MET'}`,
      )
    }
}
