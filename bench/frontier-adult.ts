import { explore, frontier, type Requirement, search } from '../src/anonymise/search/index.ts'
import { adult, adultMissing } from '../test/support/adult.ts'

/** The frontier of Adult (30,162 × 9) for seven k and two limits, beside as many searches one by one. */
if (adultMissing) {
  console.log(adultMissing)
} else {
  const clock = () => performance.now() / 1000
  const { columns, histogram, rows } = adult()
  const asked = (k: number, limit: number): Requirement => ({
    k,
    known: Number.POSITIVE_INFINITY,
    models: [],
    householdsPerClass: null,
    maxSuppressedRows: Math.floor(limit * rows + 1e-9),
    maxSuppressedPersons: Math.floor(limit * rows + 1e-9),
    rows,
    persons: rows,
  })
  const ks = [2, 3, 5, 10, 20, 50, 100]
  const timed = (name: string, work: () => void) => {
    const [started, before] = [clock(), process.cpuUsage()]
    work()
    const { user, system } = process.cpuUsage(before)
    console.log(`${name.padEnd(12)} ${(clock() - started).toFixed(3)} s, ${((user + system) / 1e6).toFixed(3)} s of processor`)
  }
  for (const round of ['first', 'warm']) {
    const explored = explore(columns, histogram, asked(5, 0.05), { clock })
    const { result } = explored
    if (!result.met) throw new Error('not met')
    timed(`${round} shared`, () => {
      const { points } = frontier(columns, histogram, asked(5, 0.05), {
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
      for (const k of ks) for (const limit of [0.05, 0]) search(columns, histogram, asked(k, limit), { clock })
    })
  }
}
