import { expect, it } from 'vitest'
import { ENGINES } from '../support/run-table.ts'
import { runCase, specCase } from '../support/spec-case.ts'

const table = `
  person | lat     | lon
  -------+---------+---------
       1 | 35.4940 | 134.2258
       1 | 35.4940 | 134.2258
       2 | 35.4940 | 134.2258
       3 | 35.5101 | 134.1700
       4 |         | 134.1700
       5 | 35.5101 |
`
const displaced = (parameters: object = {}, lon: object = parameters) => {
  const step = { technique: 'displace', latitude: 'lat', longitude: 'lon', minimum: 200, maximum: 1000 }
  return {
    columns: { person: { class: 'linking-code', technique: 'delete-column' }, lat: { ...step, ...parameters }, lon: { ...step, ...lon } },
  }
}
/** Great circle in metres, by the haversine. */
function metres([a, b]: [number, number], [c, d]: [number, number]): number {
  const [p, q] = [(a * Math.PI) / 180, (c * Math.PI) / 180]
  const h = Math.sin((q - p) / 2) ** 2 + Math.cos(p) * Math.cos(q) * Math.sin(((d - b) * Math.PI) / 180 / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h))
}

specCase('displace: degrees on a grid; half a point is none', {
  table,
  recipe: displaced(),
  shaped: {
    lat: [/^35\.\d{1,4}$/, /^35\.\d{1,4}$/, /^35\.\d{1,4}$/, /^35\.\d{1,4}$/, '', ''],
    lon: [/^134\.\d{1,4}$/, /^134\.\d{1,4}$/, /^134\.\d{1,4}$/, /^134\.\d{1,4}$/, '', ''],
  },
})

it.each(ENGINES)('displace: between the bounds, one way for one person, another for the neighbour: %s', async (engine) => {
  const { cells } = await runCase({ table, recipe: displaced() }, { engine })
  const [header, ...rows] = cells
  const at = (name: string) => header!.indexOf(name)
  rows.sort((a, b) => (a[0]! < b[0]! ? -1 : 1))
  const points = rows.map((row): [number, number] => [Number(row[at('lat')]), Number(row[at('lon')])])
  const from: [number, number][] = [
    [35.494, 134.2258],
    [35.494, 134.2258],
    [35.494, 134.2258],
    [35.5101, 134.17],
  ]
  from.forEach((point, i) => {
    // The grid of four digits moves a point by at most 8 metres.
    expect(metres(point, points[i]!)).toBeGreaterThan(192)
    expect(metres(point, points[i]!)).toBeLessThan(1008)
  })
  expect(points[1]).toEqual(points[0])
  expect(points[2]).not.toEqual(points[0])
})

it.each(ENGINES)('displace: every place of the ring is as likely: %s', async (engine) => {
  const many = Array.from({ length: 900 }, (_, i) => `${i + 1} | 35.5 | 134.2`).join('\n')
  const { cells } = await runCase({ table: `person | lat | lon\n---+---+---\n${many}\n`, recipe: displaced({ decimals: 8 }) }, { engine })
  const [header, ...rows] = cells
  const points = rows.map((row): [number, number] => [Number(row[header!.indexOf('lat')]), Number(row[header!.indexOf('lon')])])
  const share = (holds: (point: [number, number]) => boolean) => points.filter(holds).length / points.length
  expect(share(([lat]) => lat > 35.5)).toBeCloseTo(0.5, 1)
  expect(share(([, lon]) => lon > 134.2)).toBeCloseTo(0.5, 1)
  // Half of the ring's area lies within the root of the mean of the squares of its bounds.
  expect(share((point) => metres([35.5, 134.2], point) < Math.sqrt((200 ** 2 + 1000 ** 2) / 2))).toBeCloseTo(0.5, 1)
  for (const point of points) {
    expect(metres([35.5, 134.2], point)).toBeGreaterThan(199)
    expect(metres([35.5, 134.2], point)).toBeLessThan(1001)
  }
})

specCase('displace: a point that lies nowhere in Japan', {
  table: table.replace('35.5101 | 134.1700', '134.1700 | 35.5101'),
  recipe: displaced(),
  refuses: { error: 'ValueProblem', says: ['「lat」', '1件'] },
})
const refused = (name: string, recipe: ReturnType<typeof displaced>, says: string[]) =>
  specCase(`displace: ${name}`, { table, recipe, refuses: { error: 'RecipeError', says } })
refused('a ring without width', displaced({ minimum: 1000 }), ['columns.lat.minimum'])
refused('other bounds for the other column', displaced({}, { maximum: 500 }), ['columns.lon.maximum'])
refused(
  'one column alone',
  displaced({}, { technique: 'keep', reason: '試験', latitude: undefined, longitude: undefined, minimum: undefined, maximum: undefined }),
  ['columns.lat.longitude'],
)
refused('two other columns', displaced({ latitude: 'person' }), ['columns.lat.latitude'])
