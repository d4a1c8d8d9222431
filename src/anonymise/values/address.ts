/** One row of the list of local governments. @source 全国地方公共団体コード */
export interface Municipality {
  /** six digits with check digit */
  code: string
  prefecture: string
  /** "鳥取市", "札幌市 中央区"; empty for the prefecture itself */
  municipality: string
}

/** An address cut at its administrative borders. */
export interface Address {
  prefecture: string
  /** empty if the address stops before it; with the ward of a designated city where the address names it (札幌市中央区) */
  municipality: string
  /** what follows the municipality up to the first digit, 丁目 number or hyphen: "東町"; may be empty */
  town: string
  /** the whole address: blanks and 郡 dropped, prefecture first */
  full: string
}

const POSTAL_CODE = /^〒?\d{3}-?\d{4}(?=\D)/
const HOUSE = /[\d〇]|[一二三四五六七八九十百]+(?:丁目|番地)|[-‐‑‒–—―−]/
/** 郡 are no municipalities, their names are skipped: 鳥取県岩美郡岩美町. A name may hold 市, 町 or 村: 余市郡, 田村郡. */
const DISTRICT = /^[^\d郡]{1,5}郡/

const withoutBlanks = (text: string) => text.replaceAll(/\s+/g, '')
/** 鎌ケ谷 and 鎌ヶ谷, 龍ケ崎 and 龍ヶ崎 are written both ways. */
const fold = (name: string) => name.replaceAll('ヶ', 'ケ')

/** Recognises addresses by the list of prefectures and municipalities. */
export class AddressBook {
  readonly #byCode = new Map<string, Municipality>()
  /** prefecture → its municipalities, by folded name */
  readonly #names = new Map<string, Map<string, string>>()
  /** folded name → the only prefecture that has it; null: several have */
  readonly #home = new Map<string, string | null>()
  #longest = 0

  constructor(rows: readonly Municipality[]) {
    for (const row of rows) {
      const { prefecture } = row
      const municipality = withoutBlanks(row.municipality.normalize('NFKC'))
      const known = this.#names.get(prefecture)
      const names = known ?? new Map<string, string>()
      if (!known) {
        this.#names.set(prefecture, names)
        this.#addCode(prefectureCode(row.code), { ...row, municipality: '' })
      }
      if (municipality === '') continue
      this.#addCode(row.code, { ...row, municipality })
      const folded = fold(municipality)
      names.set(folded, municipality)
      this.#longest = Math.max(this.#longest, municipality.length)
      const home = this.#home.get(folded)
      this.#home.set(folded, home === undefined || home === prefecture ? prefecture : null)
    }
  }

  #addCode(code: string, row: Municipality): void {
    this.#byCode.set(code, row)
    this.#byCode.set(code.slice(0, 5), row)
  }

  get isEmpty(): boolean {
    return this.#byCode.size === 0
  }

  hasPrefecture(name: string): boolean {
    return this.#names.has(name)
  }

  /**
   * The parts of an address or of a municipality code (5 or 6 digits), or null if it is not recognised.
   *
   * @param home - prefecture of addresses that name none; a municipality that it has not must have a name of its own in the country
   */
  parse(text: string, home?: string): Address | null {
    const plain = withoutBlanks(text.normalize('NFKC'))
    if (plain.length <= 6 && /^\d{5,6}$/.test(plain)) {
      const row = this.#byCode.get(plain)
      return row ? { prefecture: row.prefecture, municipality: row.municipality, town: '', full: row.prefecture + row.municipality } : null
    }
    const address = /^[〒\d]/.test(plain) ? plain.replace(POSTAL_CODE, '') : plain
    const named = this.#prefectureOf(address)
    if (named === null) return (home === undefined ? null : this.#inside(home, address)) ?? this.#anywhere(address)
    const rest = address.slice(named.length)
    return rest === '' ? { prefecture: named, municipality: '', town: '', full: named } : this.#inside(named, rest)
  }

  /** Prefectures' names have three or four characters, and none begins with another. */
  #prefectureOf(address: string): string | null {
    for (const length of [3, 4]) if (this.#names.has(address.slice(0, length))) return address.slice(0, length)
    return null
  }

  #inside(prefecture: string, rest: string): Address | null {
    const names = this.#names.get(prefecture)
    const found = names && this.#longestName(rest, (name) => names.has(name))
    return found ? cut(prefecture, names.get(found.name)!, rest.slice(found.end)) : null
  }

  #anywhere(address: string): Address | null {
    const found = this.#longestName(address, (name) => this.#home.has(name))
    const prefecture = found && this.#home.get(found.name)
    return found && prefecture ? cut(prefecture, this.#names.get(prefecture)!.get(found.name)!, address.slice(found.end)) : null
  }

  /** The longest name that begins the text (札幌市中央区 before 札幌市), or that of a 町 or 村 after a 郡. */
  #longestName(address: string, has: (name: string) => boolean): { name: string; end: number } | null {
    const text = fold(address)
    for (let length = Math.min(this.#longest, text.length); length > 1; length--)
      if (has(text.slice(0, length))) return { name: text.slice(0, length), end: length }
    const district = DISTRICT.exec(text)
    if (district === null) return null
    const skip = district[0].length
    for (let length = Math.min(this.#longest, text.length - skip); length > 1; length--) {
      const name = text.slice(skip, skip + length)
      if (/[町村]$/.test(name) && has(name)) return { name, end: skip + length }
    }
    return null
  }
}

/** 310000 + check digit for any code of prefecture 31. @source 総務省「全国地方公共団体コード仕様」: weights 6 to 2, modulus 11 */
function prefectureCode(code: string): string {
  const sum = Number(code[0]) * 6 + Number(code[1]) * 5
  return `${code.slice(0, 2)}000${(11 - (sum % 11)) % 10}`
}

function cut(prefecture: string, municipality: string, after: string): Address {
  const house = after.search(HOUSE)
  return { prefecture, municipality, town: house === -1 ? after : after.slice(0, house), full: prefecture + municipality + after }
}
