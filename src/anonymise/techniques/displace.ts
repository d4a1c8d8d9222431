import { ValueProblem } from '../errors.ts'
import { type Coded, type Entering, type Perturbation, uniform } from '../perturbation.ts'
import { cellsOf, numbersOf } from './numbers-of.ts'
import type { Technique } from './technique.ts'

export interface DisplaceParameters {
  latitude?: string
  longitude?: string
  /** metres */
  minimum?: number
  maximum?: number
  /** digits behind the point */
  decimals?: number
}

/** Mean radius of the Earth in metres. @source IUGG: 6,371,008.8 m */
const RADIUS = 6_371_008.8
const DEGREE = Math.PI / 180
/** Land and sea of Japan: a latitude in the place of a longitude is told. */
const IN_JAPAN = { latitude: [20, 46], longitude: [122, 155] } as const

/**
 * displace (位置のずらし): a point moves in any direction, by a distance between two bounds, every place of that ring as likely as any other
 * (a donut, Hampton et al. 2010). A person's point moves alike wherever it stands.
 */
export const displace: Technique<DisplaceParameters> = {
  name: 'displace',
  lower: ({ latitude, longitude, minimum, maximum, decimals }) => [
    { node: 'perturb', perturbation: perturbationOf(latitude!, longitude!, minimum ?? 0, maximum!, decimals ?? 4) },
  ],
}

const perturbationOf = (latitude: string, longitude: string, minimum: number, maximum: number, decimals: number): Perturbation => {
  const drawOf = (what: string) => ({
    by: 'person' as const,
    purpose: ['displace', latitude, longitude, what],
    value: { column: latitude, as: (text: string | null) => text },
  })
  return {
    technique: 'displace',
    columns: [latitude, longitude],
    by: [],
    draws: [drawOf('distance'), drawOf('direction')],
    groups: null,
    change: (entering) => displaced(entering, { latitude, longitude, minimum, maximum, decimals }),
  }
}

function displaced(entering: Entering, given: Required<DisplaceParameters>): Map<string, Coded> {
  const { latitude, longitude, minimum, maximum, decimals } = given
  const north = degreesOf(latitude, entering.column(latitude), IN_JAPAN.latitude)
  const east = degreesOf(longitude, entering.column(longitude), IN_JAPAN.longitude)
  const [distances, directions] = entering.draws
  const unit = 10 ** decimals
  for (let row = 0; row < entering.rows; row++) {
    // Half a point is none: what is left would be where it was.
    if (Number.isNaN(north[row]!) || Number.isNaN(east[row]!)) {
      north[row] = Number.NaN
      east[row] = Number.NaN
      continue
    }
    // Areas grow with the square of the distance.
    const distance = Math.sqrt(minimum ** 2 + uniform(distances!, row) * (maximum ** 2 - minimum ** 2))
    const direction = uniform(directions!, row) * 2 * Math.PI
    const from = north[row]!
    north[row] = Math.round((from + (distance * Math.cos(direction)) / RADIUS / DEGREE) * unit) / unit
    east[row] = Math.round((east[row]! + (distance * Math.sin(direction)) / (RADIUS * Math.cos(from * DEGREE)) / DEGREE) * unit) / unit
  }
  return new Map([
    [latitude, cellsOf(north)],
    [longitude, cellsOf(east)],
  ])
}

function degreesOf(column: string, cells: Coded, [from, to]: readonly [number, number]): Float64Array {
  const degrees = numbersOf(column, cells)
  const odd = degrees.filter((value) => value < from || value >= to).length
  if (odd > 0)
    throw new ValueProblem(
      column,
      odd,
      '日本の緯度・経度（度）でない値',
      '度の小数で書いた緯度と経度の列にするか、この値の行を records の delete-records で除いてください',
    )
  return degrees
}
