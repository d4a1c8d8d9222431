/** One row of the list of local governments. @source 全国地方公共団体コード */
export interface Municipality {
  /** six digits with check digit */
  code: string
  prefecture: string
  /** "鳥取市", "札幌市 中央区"; absent for the prefecture itself */
  municipality: string
}

export interface Address {
  prefecture: string
  municipality: string
  /** what follows the municipality up to the first number: "東町"; may be empty */
  town: string
  /** the whole address, normalised */
  full: string
}

/** Where the town ends: the first digit, the number of a 丁目 in kanji, or a hyphen before a number. */
const TOWN_END = /[0-9〇]|[一二三四五六七八九十百]+丁目|[-‐‑–—―−ー](?=[0-9一二三四五六七八九十])/

/** A 郡 stands before 町 and 村. */
const DISTRICT = /^[^市区町村郡0-9]{1,5}郡(?=.)/

const squeeze = (text: string) => text.normalize('NFKC').replaceAll(/\s+/g, '')

/** Recognises addresses by the list of prefectures and municipalities. */
export class AddressBook {
  readonly #prefectures: Map<string, Municipality[]> = new Map()
  readonly #byCode: Map<string, Municipality> = new Map()
  /** squeezed municipality name → those that bear it */
  readonly #byName: Map<string, Municipality[]> = new Map()

  constructor(rows: readonly Municipality[]) {
    for (const row of rows) {
      const list = this.#prefectures.get(row.prefecture) ?? []
      list.push(row)
      this.#prefectures.set(row.prefecture, list)
      this.#byCode.set(row.code, row)
      this.#byCode.set(row.code.slice(0, 5), row)
      const name = squeeze(row.municipality)
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), row])
    }
    // Longest name first: 札幌市中央区 before 札幌市.
    for (const list of this.#prefectures.values()) list.sort((a, b) => b.municipality.length - a.municipality.length)
  }

  get isEmpty(): boolean {
    return this.#byCode.size === 0
  }

  hasPrefecture(name: string): boolean {
    return this.#prefectures.has(name)
  }

  /**
   * The parts of an address or municipality code (5 or 6 digits), or null if it is not recognised.
   *
   * @param home - prefecture of addresses that name none; without it such an address must have a municipality of one name only
   */
  parse(text: string, home?: string): Address | null {
    const plain = squeeze(text)
    if (/^\d{5,6}$/.test(plain)) {
      const row = this.#byCode.get(plain)
      if (!row) return null
      const municipality = squeeze(row.municipality)
      return { prefecture: row.prefecture, municipality, town: '', full: row.prefecture + municipality }
    }
    for (const prefecture of this.#prefectures.keys())
      if (plain.startsWith(prefecture)) return this.#inside(prefecture, plain.slice(prefecture.length))
    if (home !== undefined) return this.#inside(home, plain)
    // No prefecture: the longest municipality name that begins the text, if only one prefecture has it.
    const named = plain.replace(DISTRICT, '')
    if (named !== plain) return this.parse(named) // 郡 names are not in the list
    for (let length = Math.min(plain.length, 16); length > 1; length--) {
      const bearers = this.#byName.get(plain.slice(0, length))
      if (bearers) return bearers.length === 1 ? this.#inside(bearers[0]!.prefecture, plain) : null
    }
    return null
  }

  #inside(prefecture: string, rest: string): Address | null {
    if (rest === '') return { prefecture, municipality: '', town: '', full: prefecture }
    const places = this.#prefectures.get(prefecture)
    if (!places) return null
    // A 郡 stands before 町 and 村 and is not in the list.
    const withoutDistrict = rest.replace(DISTRICT, '')
    for (const candidate of withoutDistrict === rest ? [rest] : [rest, withoutDistrict])
      for (const place of places) {
        const municipality = squeeze(place.municipality)
        if (municipality === '' || !candidate.startsWith(municipality)) continue
        const after = candidate.slice(municipality.length)
        const end = TOWN_END.exec(after)
        const town = end ? after.slice(0, end.index) : after
        return { prefecture, municipality, town, full: prefecture + municipality + after }
      }
    return null
  }
}
