import type { Employment } from './people.ts'

/** An occupation of the code list `occupation.csv`: how many work in it, what they earn, how. */
export interface Occupation {
  name: string
  /** among 1,000 working men, women */
  men: number
  women: number
  /** median yearly pay (or business income of the self-employed) in yen */
  medianYen: number
  employment: 'employee' | 'self-employed'
  /** at most this many in the prefecture */
  posts?: number
}

const row = (
  name: string,
  men: number,
  women: number,
  medianTenThousandYen: number,
  employment: Occupation['employment'] = 'employee',
  posts?: number,
): Occupation => ({ name, men, women, medianYen: medianTenThousandYen * 10_000, employment, ...(posts === undefined ? {} : { posts }) })

/** The first three are filled by number, not by share: rare values that must not be seen in a result. */
export const OCCUPATIONS: readonly Occupation[] = [
  row('知事', 0, 0, 1600, 'employee', 1),
  row('市町村長', 0, 0, 1000, 'employee', 19),
  row('杜氏', 0, 0, 480, 'employee', 6),
  row('会社役員', 28, 8, 620),
  row('公務員管理職', 16, 6, 680),
  row('医師', 7, 3, 1250),
  row('看護師', 8, 72, 440),
  row('薬剤師', 2, 6, 520),
  row('保育士', 2, 40, 310),
  row('教員', 26, 28, 560),
  row('情報処理技術者', 24, 8, 480),
  row('建築技術者', 26, 4, 500),
  row('税理士', 2, 1, 700, 'self-employed'),
  row('獣医師', 1, 1, 600),
  row('僧侶', 2, 0.5, 320, 'self-employed'),
  row('事務員', 110, 220, 340),
  row('会計事務員', 12, 56, 320),
  row('郵便事務員', 14, 8, 400),
  row('販売店員', 52, 96, 270),
  row('小売店主', 22, 12, 240, 'self-employed'),
  row('営業職', 70, 22, 420),
  row('介護職員', 26, 84, 310),
  row('調理人', 26, 46, 270),
  row('理容師・美容師', 8, 22, 230, 'self-employed'),
  row('旅館従業員', 8, 18, 250),
  row('警察官', 12, 2, 560),
  row('消防士', 9, 0.5, 520),
  row('警備員', 14, 2, 270),
  row('農業', 62, 40, 180, 'self-employed'),
  row('畜産業', 8, 4, 330, 'self-employed'),
  row('林業', 6, 0.5, 300),
  row('漁業', 9, 1, 260, 'self-employed'),
  row('食品製造工', 34, 60, 270),
  row('電子部品組立工', 52, 46, 330),
  row('金属加工工', 62, 12, 370),
  row('トラック運転手', 50, 2, 380),
  row('バス運転手', 9, 0.8, 340),
  row('船長', 0.6, 0, 620),
  row('大工', 24, 0.5, 330, 'self-employed'),
  row('土木作業員', 54, 4, 340),
  row('清掃員', 18, 34, 210),
  row('倉庫作業員', 38, 32, 280),
]

export const FILLED_BY_NUMBER = OCCUPATIONS.filter(({ posts }) => posts !== undefined).length

export const MEN: readonly number[] = OCCUPATIONS.map(({ men }) => men)
export const WOMEN: readonly number[] = OCCUPATIONS.map(({ women }) => women)
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
export const MEN_TOTAL: number = sum(MEN)
export const WOMEN_TOTAL: number = sum(WOMEN)

/** What the tax file writes for one who has no occupation. */
export const NOT_WORKING: Partial<Record<Employment, string>> = { student: '学生', home: '家事従事', none: '無職' }
