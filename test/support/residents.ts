/** Seeded draws for invented tables of tests: xorshift, never for anything secret. */
export function draws(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** Invented persons in households over several years; small domains, so that classes collide. First row the header. */
export function residents(options: { persons: number; years: number; seed: number }): (string | null)[][] {
  const next = draws(options.seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const rows: (string | null)[][] = [['番号', '世帯', '氏名', '年度', '年齢', '性別', '町', '世帯人数', '所得']]
  let household = 0
  let left = 0
  let size = 0
  let town = '東町'
  for (let person = 1; person <= options.persons; person++) {
    if (left === 0) {
      household++
      size = left = 1 + Math.floor(next() * 4)
      town = pick(['東町', '西町', '南町, 一丁目', '北"町"'])
    }
    left--
    const age = Math.floor(next() * 80)
    const sex = pick(['男', '女'])
    for (let year = 0; year < options.years; year++)
      rows.push([
        `P${1000 + person}`,
        `H${100 + household}`,
        `住民${person}`,
        String(2019 + year),
        next() < 0.03 ? null : String(age + year),
        sex,
        town,
        String(size),
        next() < 0.1 ? null : String(Math.floor(next() * 40) * 100_000),
      ])
  }
  return rows
}

/** The same table in another order of rows. */
export function shuffled<T>(rows: readonly T[], seed: number): T[] {
  const next = draws(seed)
  const list = [...rows]
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    ;[list[i], list[j]] = [list[j]!, list[i]!]
  }
  return list
}
