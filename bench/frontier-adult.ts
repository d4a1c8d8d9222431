import { explore, frontier, search } from '../src/anonymise/search/index.ts'
import { adult, adultMissing } from '../test/support/adult.ts'
import { asked } from '../test/support/asked.ts'

/** The frontier of Adult (30,162 × 9) for seven k and two limits, beside as many searches one by one. */
if (adultMissing) {
  console.log(adultMissing)
} else {
  const clock = () => performance.now() / 1000
  const { columns, histogram, rows } = adult()
  const ks = [2, 3, 5, 10, 20, 50, 100]
  const timed = (name: string, work: () => void) => {
    const [started, before] = [clock(), process.cpuUsage()]
    work()
    const { user, system } = process.cpuUsage(before)
    console.log(`${name.padEnd(12)} ${(clock() - started).toFixed(3)} s, ${((user + system) / 1e6).toFixed(3)} s of processor`)
  }
  for (const round of ['first', 'warm']) {
    const explored = explore(columns, histogram, asked(rows, { k: 5, limit: 0.05 }), { clock })
    const { result } = explored
    if (!result.met) throw new Error('not met')
    timed(`${round} shared`, () => {
      const { points } = frontier(columns, histogram, asked(rows, { k: 5, limit: 0.05 }), {
        clock,
        ks,
        limits: [0.05, 0],
        chosen: { limit: 0.05, explored: { ...explored, result } },
      })
      if (round === 'warm')
        for (const { k, limit, best, highest, average } of points)
          console.log(
            `  k ${k}, ${limit * 100} %: loss ${best?.cost.toFixed(4)}, suppressed ${best?.suppressedRows}, highest ${highest?.toFixed(4)}, average ${average?.toFixed(4)}`,
          )
    })
    timed(`${round} alone`, () => {
      for (const k of ks) for (const limit of [0.05, 0]) search(columns, histogram, asked(rows, { k, limit }), { clock })
    })
  }
}
