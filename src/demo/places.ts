/** A town (町丁・大字) of the invented prefecture; its postal code lies in the region's first three digits, the rest is invented. */
export interface Town {
  municipality: string
  /** 鳥取県鳥取市砂見町 or 鳥取県岩美郡岩美町大字砂見 */
  address: string
  /** seven digits */
  postalCode: string
  /** inhabitants relative to the others */
  weight: number
}

/** [郡, municipality, inhabitants in hundreds, postal prefix of five digits]. Names are Tottori's, so that the shared code list reads them. */
const MUNICIPALITIES: readonly [string, string, number, string][] = [
  ['', '鳥取市', 1880, '68000'],
  ['', '米子市', 1470, '68300'],
  ['', '倉吉市', 460, '68208'],
  ['', '境港市', 320, '68400'],
  ['岩美郡', '岩美町', 110, '68100'],
  ['八頭郡', '若桜町', 29, '68007'],
  ['八頭郡', '智頭町', 64, '68914'],
  ['八頭郡', '八頭町', 160, '68004'],
  ['東伯郡', '三朝町', 60, '68201'],
  ['東伯郡', '湯梨浜町', 165, '68207'],
  ['東伯郡', '琴浦町', 165, '68923'],
  ['東伯郡', '北栄町', 142, '68922'],
  ['西伯郡', '日吉津村', 35, '68935'],
  ['西伯郡', '大山町', 150, '68933'],
  ['西伯郡', '南部町', 104, '68303'],
  ['西伯郡', '伯耆町', 103, '68941'],
  ['日野郡', '日南町', 41, '68952'],
  ['日野郡', '日野町', 28, '68945'],
  ['日野郡', '江府町', 26, '68944'],
]

const TOWN_NAMES = (
  '砂見町 風浦町 潮見町 凪ヶ丘 霧原町 渦浜 帆立町 碇町 櫂町 燈台町 笛吹町 硯町 鏡ヶ浦 暦町 轍町 苔谷 鐘打町 鳶尾町 貝殻町 礫川町 ' +
  '雫町 虹ヶ丘 霞町 靄谷 東風町 南風町 北浜町 新浜町 旧砂町 上砂町 下砂町 中砂町 藻浦 蛍谷 螺町 澪町 灘町東 灘町西 霰町 蘆原町 ' +
  '錨ヶ丘 簾町 壺町 鍵町 杖突町 傘松町 鞍掛町 礎町 栞町 繭町'
).split(' ')

const TOTAL = MUNICIPALITIES.reduce((sum, [, , people]) => sum + people, 0)

/** All towns, larger municipalities having more; the first town of a municipality is its centre. */
export const TOWNS: readonly Town[] = MUNICIPALITIES.flatMap(([district, municipality, people, postal], at) => {
  const count = Math.min(TOWN_NAMES.length, Math.max(4, Math.round((people / TOTAL) * 140)))
  const rawWeights = Array.from({ length: count }, (_, i) => 1 / (i + 3))
  const rawTotal = rawWeights.reduce((a, b) => a + b, 0)
  return rawWeights.map((raw, i) => {
    const name = TOWN_NAMES[(at * 7 + i) % TOWN_NAMES.length]!
    return {
      municipality,
      address: `鳥取県${district}${municipality}${district ? '大字' : ''}${name}`,
      postalCode: postal + String(i + 1).padStart(2, '0'),
      weight: (people * raw) / rawTotal,
    }
  })
})

export const TOWN_WEIGHTS: readonly number[] = TOWNS.map(({ weight }) => weight)
export const TOWN_TOTAL: number = TOWN_WEIGHTS.reduce((a, b) => a + b, 0)
export const MUNICIPALITY_NAMES: readonly string[] = MUNICIPALITIES.map(([, name]) => name)

export const BUILDINGS: readonly string[] = ['コーポ砂紋①号棟', 'メゾン潮見', 'ハイツ凪Ⅱ', '霧原ビル', 'サンドヒル虹']
