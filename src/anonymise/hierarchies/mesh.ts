import { parseNumber } from '../values/number.ts'
import { ANY, type Hierarchy, mendBy } from './hierarchy.ts'

export interface MeshHierarchySpec {
  kind: 'mesh'
  /** columns of degrees; absent: the column holds mesh codes, or latitude and longitude with a comma between */
  latitude?: string
  longitude?: string
  /** finest first: 1 about 80 km, 2 about 10 km, 3 about 1 km, 4 half, 5 a quarter and 6 an eighth of that */
  orders?: number[]
  unknown?: 'refuse' | 'null'
}

/** Digits of a code of each order. */
const DIGITS = [0, 4, 6, 8, 9, 10, 11]
const NAMES = ['', '第1次地域区画', '第2次地域区画', '第3次地域区画', '2分の1地域メッシュ', '4分の1地域メッシュ', '8分の1地域メッシュ']
export const FINEST_ORDER = 6
/** Digits that can follow: 80 squares of 1 km on a side, in tens of 8; halves are numbered 1 to 4. */
const CODE = /^[2-9]\d[2-5]\d(?:[0-7]{2}(?:\d{2}(?:[1-4]{1,3})?)?)?$/

/** The land and sea of Japan, from Okinotorishima to Etorofu: a latitude in the place of a longitude is told. */
const SOUTH = 20
const NORTH = 46
const WEST = 122
const EAST = 155

/** Codes of the standard grid square (地域メッシュ), cut from the right: 53394611 → 533946 → 5339 → *. @source JIS X 0410 */
export function meshHierarchy({ latitude, orders = [3, 2, 1], unknown = 'refuse' }: MeshHierarchySpec): Hierarchy {
  const any = orders.length
  const finest = orders[0]!
  return {
    levels: orders.length + 1,
    levelNames: [...orders.map((order) => NAMES[order]!), 'すべて'],
    constantLevel: any,
    constantText: ANY,
    published: true,
    unknown,
    expects:
      latitude === undefined
        ? {
            kind: `${DIGITS[finest]}桁以上の地域メッシュコードでない値`,
            mend: mendBy('地域メッシュコード、又は「緯度,経度」の列にしてください'),
          }
        : { kind: '日本の緯度・経度（度、世界測地系）でない値', mend: mendBy('度の小数で書いた緯度と経度の列にしてください') },
    label(text, level) {
      const comma = text.indexOf(',')
      const code = comma === -1 ? bare(text) : codeAt(text.slice(0, comma), text.slice(comma + 1), finest)
      if (code === undefined || code.length < DIGITS[finest]!) return undefined
      return level === any ? ANY : code.slice(0, DIGITS[orders[level]!])
    },
  }
}

const bare = (text: string): string | undefined => {
  const code = text.normalize('NFKC').replaceAll(/[-‐‑‒–—―−\s]/g, '')
  return CODE.test(code) ? code : undefined
}

function codeAt(latitudeText: string, longitudeText: string, order: number): string | undefined {
  const latitude = parseNumber(latitudeText.trim())
  const longitude = parseNumber(longitudeText.trim())
  if (latitude === null || longitude === null) return undefined
  if (!(latitude >= SOUTH && latitude < NORTH && longitude >= WEST && longitude < EAST)) return undefined
  return meshCode(latitude, longitude, order)
}

/**
 * The code of the square that holds a point: sides of 40 minutes by 1 degree, cut into 8, those into 10, those into halves.
 * @param latitude - degrees north; @param longitude - degrees east; a point on an edge belongs to the square north and east of it
 */
function meshCode(latitude: number, longitude: number, order: number): string {
  // Counted in the smallest squares asked for, so that rounding happens once.
  const parts = order <= 3 ? 1 : 2 ** (order - 3)
  const row = whole(latitude * 120 * parts)
  const column = whole((longitude - 100) * 80 * parts)
  const [third, down] = [Math.floor(row / parts), row % parts]
  const [east, right] = [Math.floor(column / parts), column % parts]
  let code = pad(Math.floor(third / 80)) + pad(Math.floor(east / 80))
  if (order >= 2) code += `${Math.floor((third % 80) / 10)}${Math.floor((east % 80) / 10)}`
  if (order >= 3) code += `${third % 10}${east % 10}`
  for (let half = parts / 2; half >= 1; half /= 2) code += 1 + (Math.floor(down / half) % 2) * 2 + (Math.floor(right / half) % 2)
  return code
}

const pad = (value: number) => String(value).padStart(2, '0')

/** 35.675 × 120 is 4281 and not 4280.999999999999. */
function whole(value: number): number {
  const nearest = Math.round(value)
  return Math.abs(value - nearest) < 1e-7 ? nearest : Math.floor(value)
}
