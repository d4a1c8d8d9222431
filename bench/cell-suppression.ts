import { blankForWildcard } from '../src/anonymise/search/cells/wildcard.ts'
import { recodeLocally } from '../src/anonymise/search/local/index.ts'
import { histogramOf } from '../test/support/adult.ts'
import { asked } from '../test/support/asked.ts'

/** Cells emptied to reach k = 3 on invented keys: counted with a blank as its own value (what is released), and as matching all. */
const random = (() => {
  let state = 7
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
})()
const skewed = (values: number) => Math.floor(values * random() ** 2.2)
const k = 3

for (const [rows, keys] of [
  [4_580, [2, 9, 12, 60]],
  [5_000, [2, 3, 4, 5, 6, 8, 9, 12]],
] as const) {
  const codes = keys.map((values) => Int32Array.from({ length: rows }, () => skewed(values)))
  const columns = codes.map((column, c) => {
    const values = Math.max(...column) + 1
    const level = { code: Int32Array.from({ length: values }, (_, i) => i), classes: values, covered: new Float64Array(values).fill(1) }
    return { name: `鍵${c + 1}`, levels: [level], leaves: values, min: 0, max: 0, inLoss: false }
  })
  const started = performance.now()
  const { cells, kWildcard } = blankForWildcard(codes, k)
  const between = performance.now()
  const histogram = histogramOf(codes)
  const own = recodeLocally(columns, histogram, asked(rows, { k }), { recodes: columns.map(() => true) })
  const seconds = (performance.now() - between) / 1000
  let emptied = 0
  own.nodes.forEach((at, c) => {
    at!.forEach((node, p) => {
      if (own.trees[c]!.level[node] === -1) emptied += histogram.profilePersons[p]!
    })
  })
  console.log(
    `${rows} × ${keys.length}, k = ${k}: matching all ${cells} cells, kWildcard ${kWildcard}, ${((between - started) / 1000).toFixed(2)} s; a value of its own ${emptied} cells, smallest class ${own.evaluation.smallest}, ${seconds.toFixed(2)} s`,
  )
}
