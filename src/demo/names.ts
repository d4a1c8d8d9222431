/**
 * Invented names. Each is put together from things of shore, wind and household (砂 + 笛), read as such, so that it looks
 * invented; the parts are chosen so that no common Japanese name comes out. 髙 and 﨑 are among them because old systems stumble there.
 */
const part = (text: string) => text.split(' ').map((pair) => pair.split(':') as [string, string])

const FIRST = part(
  '砂:スナ 潮:シオ 渦:ウズ 礫:レキ 霧:キリ 渚:ナギサ 凪:ナギ 澪:ミオ 帆:ホ 櫂:カイ 碇:イカリ 灘:ナダ 礁:ショウ 霞:カスミ 靄:モヤ 雫:シズク 虹:ニジ 霰:アラレ 苔:コケ 蘆:アシ 鴎:カモメ 鳶:トビ 螺:ニシ 蛍:ホタル 髙:タカ 藻:モ',
)
const SECOND = part(
  '紋:モン 笛:フエ 硯:スズリ 鏡:カガミ 燈:トウ 繭:マユ 櫛:クシ 鞘:サヤ 舵:カジ 簾:スダレ 壺:ツボ 鍵:カギ 鐘:ガネ 杖:ヅエ 傘:ガサ 鞍:クラ 轍:ワダチ 礎:イシズエ 栞:シオリ 暦:ゴヨミ 紋﨑:モンザキ 笛﨑:フエザキ',
)
const GIVEN = part(
  '砂:スナ 波:ナミ 礫:レキ 舟:フネ 帆:ホ 櫂:カイ 潮:シオ 霧:キリ 鳶:トビ 貝:カイ 暦:コヨミ 轍:ワダチ 苔:コケ 鐘:カネ 灘:ナダ 渦:ウズ ①:マルイチ',
)
const MALE = part('丸:マル 次丸:ジマル 彦丸:ヒコマル 兵丸:ヘイマル 千代丸:チヨマル 三丸:ミツマル')
const FEMALE = part('媛:ヒメ 緒媛:オヒメ 乃媛:ノヒメ 羽媛:ハヒメ 音媛:ネヒメ 千媛:チヒメ')
const KANA_FEMALE = ['すなぎ', 'なみせ', 'しおね', 'きりせ', 'うずほ', 'れきの', 'とびせ', 'かいは']
const FOREIGN_FAMILY = ['VELMASO', 'TORUNEK', 'SABUKAR', 'QUENTARI', 'MIROVASK', 'DULANGO', 'PHERATU', 'ZONIVAL']
const FOREIGN_GIVEN = ['KIRUDA', 'LOMENA', 'TASKIRO', 'VANUMI', 'OREBEL', 'SUNIKA']

export interface Name {
  text: string
  kana: string
}

const join = (heads: [string, string][], tails: [string, string][]): Name[] =>
  heads.flatMap(([h, hk]) => tails.map(([t, tk]) => ({ text: h + t, kana: hk + tk })))

const katakana = (hiragana: string) => hiragana.replace(/[ぁ-ん]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60))
const given = (tails: [string, string][]) => join(GIVEN, tails).filter(({ text }) => !text.startsWith('①') || text.length === 2)

export const FAMILY_NAMES: readonly Name[] = join(FIRST, SECOND)
export const MALE_NAMES: readonly Name[] = given(MALE)
export const FEMALE_NAMES: readonly Name[] = given(FEMALE)
/** for women born before 1945, beside the others */
export const KANA_NAMES: readonly Name[] = KANA_FEMALE.map((text) => ({ text, kana: katakana(text) }))
export const FOREIGN_FAMILY_NAMES: readonly Name[] = FOREIGN_FAMILY.map((text) => ({ text, kana: text }))
export const FOREIGN_GIVEN_NAMES: readonly Name[] = FOREIGN_GIVEN.map((text) => ({ text, kana: text }))

export const NATIONALITIES: readonly string[] = [
  'ベトナム',
  '中国',
  'フィリピン',
  '韓国',
  'インドネシア',
  'ネパール',
  'ミャンマー',
  'ブラジル',
  '米国',
  'フィジー',
]
export const NATIONALITY_WEIGHTS: readonly number[] = [30, 22, 16, 14, 8, 4, 3, 2, 1, 0.2]

export const EMPLOYERS: readonly string[] = [
  '㈱砂紋製作所',
  '㈱風紋自動車販売',
  '㈲潮鏡水産',
  '㈱霧笛電機',
  '砂丘県庁',
  '凪硯信用組合',
  '社会福祉法人 帆灯会',
  '㈱渦浜運輸',
  '㈱髙暦建設',
  '医療法人 雫会',
  '㈲轍﨑農園',
  '㈱虹簾百貨店',
  '学校法人 澪学園',
  'ＮＰＯ法人 藻の会',
]
