import { mdav } from '../src/anonymise/techniques/microaggregation/mdav.ts'
import { univariate } from '../src/anonymise/techniques/microaggregation/univariate.ts'
import { standardised } from '../test/support/points.ts'
import { draws } from '../test/support/residents.ts'

/**
 * Microaggregation of invented records that are spread like a census of 32,561 adults: age, years of schooling, capital gain and loss
 * (mostly nothing), hours a week. MDAV of all five, k = 3 and 10, and the best groups along one column.
 */
const next = draws(1994)
const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
const within = (value: number, low: number, high: number) => Math.max(low, Math.min(high, Math.round(value)))

const records = (count: number): number[][] =>
  Array.from({ length: count }, () => [
    within(38.6 + 13.6 * normal(), 17, 90),
    next() < 0.32 ? 9 : within(10.1 + 2.6 * normal(), 1, 16),
    // Amounts of a tax form: few different ones, and one at which they are cut.
    next() < 0.083 ? (next() < 0.06 ? 99_999 : 100 * within(Math.exp(4.2 + 0.9 * normal()), 1, 400) + 14 * within(next() * 4, 0, 3)) : 0,
    next() < 0.047 ? 1 + 3 * within(620 + 120 * normal(), 50, 1400) : 0,
    next() < 0.467 ? 40 : within(40.5 + 14 * normal(), 1, 99),
  ])

/** 100 · SSE / SST */
function loss(points: Float64Array, d: number, groups: Int32Array): number {
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0)
  const sums = new Float64Array(count * d)
  const sizes = new Float64Array(count)
  groups.forEach((group, i) => {
    sizes[group]!++
    for (let j = 0; j < d; j++) sums[group * d + j]! += points[i * d + j]!
  })
  let within = 0
  let total = 0
  groups.forEach((group, i) => {
    for (let j = 0; j < d; j++) {
      const value = points[i * d + j]!
      within += (value - sums[group * d + j]! / sizes[group]!) ** 2
      total += value * value
    }
  })
  return (100 * within) / total
}

function timed(name: string, d: number, points: Float64Array, work: (person: Int32Array) => Int32Array): void {
  const person = Int32Array.from({ length: points.length / d }, (_, i) => i)
  const cpu = process.cpuUsage()
  const started = performance.now()
  const groups = work(person)
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  console.log(
    `${name.padEnd(36)}${seconds.toFixed(2).padStart(7)} s  ${((user + system) / 1e6).toFixed(2).padStart(7)} s of processor  loss ${loss(points, d, groups).toFixed(4)}`,
  )
}

for (const count of [32_561, 100_000]) {
  const rows = records(count)
  const points = standardised(rows)
  for (const k of [3, 10]) timed(`MDAV ${count} × 5, k = ${k}`, 5, points, (person) => mdav(points, 5, person, k))
  const ages = standardised(rows.map(([age]) => [age! + next()])).sort()
  timed(`one column of ${count}, k = 3`, 1, ages, (person) => univariate(ages, person, 3))
}
