import { chance } from '../chance.ts'
import type { Cell } from '../csv-file.ts'
import { ageOn, day, longEra, parts, shortEra } from '../days.ts'
import { addressOf } from '../people.ts'
import type { Prefecture } from '../prefecture.ts'
import { fullName } from './names-of.ts'

export const VEHICLE_TAX_HEADER = [
  '宛名番号',
  '氏名',
  '郵便番号',
  '住所',
  '登録番号',
  '車台番号',
  '車種',
  '用途',
  '総排気量',
  '初度登録年月',
  '税額',
  '収納年月日',
  '所有者',
] as const

/** Upper end of a class in litres, tax before October 2019, tax since; electric cars pay the lowest. @source 地方税法177条の7 */
const VEHICLE_TAX: readonly (readonly [number, number, number])[] = [
  [1.0, 29_500, 25_000],
  [1.5, 34_500, 30_500],
  [2.0, 39_500, 36_000],
  [2.5, 45_000, 43_500],
  [3.0, 51_000, 50_000],
  [3.5, 58_000, 57_000],
  [4.0, 66_500, 65_500],
  [4.5, 76_500, 75_500],
  [6.0, 88_000, 87_000],
  [Number.POSITIVE_INFINITY, 111_000, 110_000],
]

/** @param litres - 0 for an electric car */
export function vehicleTax(litres: number, firstRegistered: number): number {
  const row = VEHICLE_TAX.find(([upTo]) => litres <= upTo)!
  return firstRegistered < day(2019, 10) ? row[1] : row[2]
}

const SHAPES: readonly [string, number, number, number][] = [
  ['小型乗用車', 34, 1.0, 1.5],
  ['普通乗用車', 28, 1.6, 2.5],
  ['ミニバン', 22, 1.8, 2.5],
  ['スポーツ用多目的車', 12, 1.5, 3.5],
  ['電気自動車', 2.5, 0, 0],
  ['高級乗用車', 1.3, 3.5, 5.0],
  ['キャンピング車', 0.2, 2.0, 6.2],
]
const SHAPE_WEIGHTS = SHAPES.map(([, weight]) => weight)
const KANA = 'さすせそたちつてとなにぬねのはひふほまみむめもやゆらりるろ'
const CHASSIS = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** Cars of persons on 1 April 2025; some hold several, some are still owned by the dealer. */
export function* vehicleTaxRows({ persons }: Prefecture, seed: number): Generator<Cell[]> {
  const draw = chance(seed, 'vehicles')
  const at = day(2025, 4)
  for (const person of persons) {
    const { household } = person
    if (!household || household.isFacility) continue
    const age = ageOn(person.birth, at)
    const holds = age < 20 || age > 90 ? 0 : age > 76 ? 0.28 : person.sex === 'male' ? 0.62 : 0.36
    if (!draw.happens(holds)) continue
    const cars = draw.happens(0.07) ? draw.between(2, 4) : 1
    for (let i = 0; i < cars; i++) {
      const [shape, , least, most] = SHAPES[draw.weighted(SHAPE_WEIGHTS, 100)]!
      const litres = most === 0 ? 0 : Number((least + (most - least) * draw.next()).toFixed(2))
      const registered = at - 60 - Math.floor(Math.abs(draw.normal()) * 2300)
      const [, month] = parts(registered)
      const number = draw.between(1, 9999)
      yield [
        person.addresseeNumber,
        fullName(person),
        household.town.postalCode,
        addressOf(household),
        `鳥取${litres > 2 || litres === 0 ? 300 : 500}${draw.pick([...KANA])}${String(Math.floor(number / 100)).padStart(2, '0')}-${String(number % 100).padStart(2, '0')}`,
        `${draw.pick([...CHASSIS])}${draw.pick([...CHASSIS])}${draw.between(10, 99)}-${draw.between(100_000, 999_999)}`,
        shape,
        draw.happens(0.97) ? '自家用' : '営業用',
        litres === 0 ? null : litres.toFixed(2),
        longEra(registered)
          .replace(/\d+日$/, '')
          .replace(/年\d+月$/, `年${month}月`),
        vehicleTax(litres, registered),
        draw.happens(0.97) ? shortEra(day(2025, 5, 7) + draw.below(25)) : null,
        draw.happens(0.16) ? '㈱風紋自動車販売' : null,
      ]
    }
  }
}
