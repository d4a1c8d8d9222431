import { synthesise, type Table } from '../src/anonymise/synthesis/index.ts'

/** How long it takes to make persons after 100,000 invented records of ten columns: eight lists, a town of 400, an income. */

let state = 12_345
const next = () => {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) / 2 ** 32
}
const ROWS = 100_000
const columns: Table['columns'] = []
const list = (name: string, count: number, code: (row: number) => number) =>
  columns.push({
    name,
    texts: Array.from({ length: count }, (_, i) => `${name}${i}`),
    codes: Int32Array.from({ length: ROWS }, (_, row) => code(row)),
  })
const of = (column: number, row: number) => columns[column]!.codes[row]!
list('age', 18, () => Math.floor(next() * 18))
list('sex', 2, () => (next() < 0.5 ? 0 : 1))
list('municipality', 19, () => Math.floor(next() * next() * 19))
list('education', 8, (row) => Math.min(7, Math.floor(of(0, row) / 3 + next() * 3)))
list('job', 14, (row) => Math.min(13, Math.floor(of(3, row) + next() * 6)))
list('marital', 5, (row) => Math.min(4, Math.floor(of(0, row) / 6 + next() * 3)))
list('town', 420, (row) => of(2, row) * 21 + Math.floor(next() * 21))
list('hours', 10, () => Math.floor(next() * 10))
list('illness', 60, () => Math.floor(next() * next() * 60))
const incomes = Array.from({ length: ROWS }, (_, row) => Math.floor(1e6 * (1 + of(4, row)) * (0.5 + next())))
const values = [...new Set(incomes)].sort((a, b) => a - b)
const codes = new Map(values.map((value, code) => [value, code]))
columns.push({ name: 'income', texts: values.map(String), codes: Int32Array.from(incomes, (value) => codes.get(value)!) })
const draw = Float64Array.from({ length: ROWS }, () => next())

for (const persons of [10_000, 100_000]) {
  const started = performance.now()
  const cpu = process.cpuUsage()
  const made = synthesise({
    table: { columns, persons: Int32Array.from({ length: ROWS }, (_, row) => row) },
    quasi: [0, 1, 2],
    draw,
    persons,
    k: 5,
    key: new Uint8Array(32),
  })
  const { user } = process.cpuUsage(cpu)
  console.log({
    persons,
    seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
    ofProcessor: Number((user / 1e6).toFixed(2)),
    missing: made.missing,
    nearerTraining: made.nearness?.nearerTraining,
  })
}
