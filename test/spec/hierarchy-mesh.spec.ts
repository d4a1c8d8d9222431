import { specCase } from '../support/spec-case.ts'

const mesh = (level: number, hierarchy: object = {}) => ({
  columns: { place: { technique: 'generalise', hierarchy: { kind: 'mesh', ...hierarchy }, level } },
})
// Tottori station, Tokyo station, and the corner of a square: squares are closed to the south and west.
const points = `
  person | place
  -------+------
       1 | 35.4940 134.2258
       2 | 35.681236 139.767125
       3 | 35.675 139.7625
       4 |
`.replaceAll(/(\d) (\d)/g, '$1,$2')

specCase('mesh: degrees become the code of the square of about 1 km', {
  table: points,
  recipe: mesh(0),
  gives: { place: ['53341198', '53394611', '53394611', null] },
})
specCase('mesh: about 10 km', { table: points, recipe: mesh(1), gives: { place: ['533411', '533946', '533946', null] } })
specCase('mesh: about 80 km', { table: points, recipe: mesh(2), gives: { place: ['5334', '5339', '5339', null] } })
specCase('mesh: the top level', { table: points, recipe: mesh(3), gives: { place: ['*', '*', '*', '*'] } })
specCase('mesh: halves, quarters and eighths of a square', {
  table: points,
  recipe: mesh(0, { orders: [6, 5, 4, 1] }),
  gives: { place: [expectedEighth(35.494, 134.2258), expectedEighth(35.681236, 139.767125), '53394611111', null] },
})

/** By the definition, one division after the other. */
function expectedEighth(latitude: number, longitude: number): string {
  let [south, north, west, east] = [0, 0, 0, 0]
  const p = Math.floor((latitude * 60) / 40)
  let a = latitude * 60 - p * 40
  const u = Math.floor(longitude - 100)
  let f = (longitude - 100 - u) * 60
  const q = Math.floor(a / 5)
  a -= q * 5
  const v = Math.floor(f / 7.5)
  f -= v * 7.5
  const r = Math.floor((a * 60) / 30)
  const w = Math.floor((f * 60) / 45)
  let code = `${p}${u}${q}${v}${r}${w}`
  ;[south, north, west, east] = [0, 30, 0, 45]
  const [y, x] = [a * 60 - r * 30, f * 60 - w * 45]
  for (let half = 0; half < 3; half++) {
    const [middleY, middleX] = [(south + north) / 2, (west + east) / 2]
    code += 1 + (y >= middleY ? 2 : 0) + (x >= middleX ? 1 : 0)
    if (y >= middleY) south = middleY
    else north = middleY
    if (x >= middleX) west = middleX
    else east = middleX
  }
  return code
}

const codes = `
  person | place
  -------+----------
       1 | 53394611
       2 | 5339-46-11
       3 | ５３３９４６１１
       4 | 533946113
       5 |
`
specCase('mesh: a column of codes is cut', { table: codes, recipe: mesh(1), gives: { place: [...Array(4).fill('533946'), null] } })
specCase('mesh: a finer code than asked for loses its last digits', {
  table: codes,
  recipe: mesh(0),
  gives: { place: [...Array(4).fill('53394611'), null] },
})
specCase('mesh: a coarser code than asked for is refused', {
  table: `${codes}      6 | 533946\n`,
  recipe: mesh(0),
  refuses: { error: 'ValueProblem', says: ['「place」', '1件', '8桁'] },
})
specCase('mesh: digits that no square has', {
  table: `${codes}      6 | 53398611\n`,
  recipe: mesh(1, { unknown: 'null' }),
  gives: { place: [...Array(4).fill('533946'), null, null] },
})
specCase('mesh: latitude and longitude the wrong way round', {
  table: points.replace('35.4940,134.2258', '134.2258,35.4940'),
  recipe: mesh(0),
  refuses: { error: 'ValueProblem', says: ['「place」', '1件'] },
})

const refused = (name: string, hierarchy: object, level: number, says: string[]) =>
  specCase(`mesh: ${name}`, { table: codes, recipe: mesh(level, hierarchy), refuses: { error: 'RecipeError', says } })
refused('orders must fall', { orders: [1, 2] }, 0, ['columns.place.hierarchy.orders.1', '大きい順'])
refused('an order that there is not', { orders: [7] }, 0, ['columns.place.hierarchy.orders.0'])
refused('latitude without longitude', { latitude: 'place' }, 0, ['columns.place.hierarchy.longitude'])
refused('a level that it does not have', {}, 4, ['columns.place.level', '0から3'])

const degrees = `
  person | lat       | lon
  -------+-----------+-----------
       1 | 35.4940   | 134.2258
       2 | 35.681236 | 139.767125
       3 | ３５.６７５ | 139.7625
       4 |           | 139.7625
       5 | 35.675    |
`
const from = (
  level: number,
  lon: Record<string, unknown> = { class: 'quasi-identifier', technique: 'delete-column' },
  more: object = {},
) => ({
  columns: {
    lat: {
      class: 'other',
      technique: 'generalise',
      hierarchy: { kind: 'mesh', latitude: 'lat', longitude: 'lon' },
      level,
    },
    lon,
  },
  ...more,
})
specCase('mesh: two columns of degrees become one of squares', {
  table: degrees,
  recipe: from(0),
  gives: { lat: ['53341198', '53394611', '53394611', null, null] },
  without: ['lon'],
})
specCase('mesh: and coarser ones', { table: degrees, recipe: from(2), gives: { lat: ['5334', '5339', '5339', null, null] } })
specCase('mesh: rows may be chosen by the other column', {
  table: degrees,
  recipe: from(0, undefined, { records: [{ technique: 'delete-records', where: { column: 'lon', isNull: true } }] }),
  rows: [1, 2, 3, 4],
})
specCase('mesh: the other column of degrees must not leave', {
  table: degrees,
  recipe: from(0, { technique: 'keep', reason: '試験' }),
  refuses: { error: 'RecipeError', says: ['columns.lat.hierarchy.longitude', 'delete-column'] },
})
specCase('mesh: a condition on the column of squares is refused', {
  table: degrees,
  recipe: from(0, undefined, { records: [{ technique: 'delete-records', where: { column: 'lat', atLeast: 35 } }] }),
  refuses: { error: 'RecipeError', says: ['records.0.where.column'] },
})
specCase('mesh: degrees that lie nowhere in Japan', {
  table: degrees.replace('139.767125', '13.9767125'),
  recipe: from(0),
  refuses: { error: 'ValueProblem', says: ['「lat」', '1件', '緯度・経度'] },
})
