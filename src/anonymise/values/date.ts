/** First days of the eras, and first western years. @source 元号を改める政令; 明治 is read from the Gregorian calendar (1873) on */
const ERAS: { names: string[]; from: string; to: string; base: number }[] = [
  { names: ['令和', 'R', 'r'], from: '2019-05-01', to: '9999-12-31', base: 2018 },
  { names: ['平成', 'H', 'h'], from: '1989-01-08', to: '2019-04-30', base: 1988 },
  { names: ['昭和', 'S', 's'], from: '1926-12-25', to: '1989-01-07', base: 1925 },
  { names: ['大正', 'T', 't'], from: '1912-07-30', to: '1926-12-24', base: 1911 },
  { names: ['明治', 'M', 'm'], from: '1873-01-01', to: '1912-07-29', base: 1867 },
]
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const WESTERN = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const ERA = /^(令和|平成|昭和|大正|明治|[RHSTMrhstm])\.?(\d{1,2}|元)(?:年(\d{1,2})月(\d{1,2})日|([./-])(\d{1,2})\5(\d{1,2}))$/
const ERA_COMPACT = /^([RHSTMrhstm])(\d{2})(\d{2})(\d{2})$/

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const two = (n: number) => (n < 10 ? `0${n}` : String(n))

function iso(year: number, month: number, day: number): string | null {
  if (year < 1000 || month < 1 || month > 12 || day < 1) return null
  if (day > (month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!)) return null
  return `${year}-${two(month)}-${two(day)}`
}

function inEra(name: string, yearOfEra: string, month: string, day: string): string | null {
  const era = ERAS.find(({ names }) => names.includes(name))
  const n = yearOfEra === '元' ? 1 : Number(yearOfEra)
  if (!era || n < 1) return null
  const date = iso(era.base + n, Number(month), Number(day))
  return date !== null && date >= era.from && date <= era.to ? date : null
}

/**
 * The day that a cell says as ISO 8601, or null: 1985-04-01, 1985/4/1, 1985.4.1, 19850401, 1985年4月1日, 昭和60年4月1日, S60.4.1,
 * S600401; 元年; full-width digits. A day must exist and lie in its era. Two-digit years without an era are unknown.
 */
export function parseDate(text: string): string | null {
  // Plain ISO first: most files hold a million of them and nothing else.
  if (text.length === 10 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45) {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
    if (match) return iso(Number(match[1]), Number(match[2]), Number(match[3]))
  }
  const plain = text.normalize('NFKC').replaceAll(/\s+/g, '')
  const western = WESTERN.exec(plain)
  if (western) return iso(Number(western[1]), Number(western[3] ?? western[5]), Number(western[4] ?? western[6]))
  const compact = COMPACT.exec(plain)
  if (compact) return iso(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const era = ERA.exec(plain)
  if (era) return inEra(era[1]!, era[2]!, (era[3] ?? era[6])!, (era[4] ?? era[7])!)
  const short = ERA_COMPACT.exec(plain)
  return short ? inEra(short[1]!, short[2]!, short[3]!, short[4]!) : null
}

/** ISO date plus whole days. */
export const shiftDate = (date: string, days: number): string =>
  days === 0 ? date : new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Whole years from birth to a day; born on 29 February: a year older on 28 February's morrow in common years. */
export const ageAt = (birth: string, at: string): number =>
  Number(at.slice(0, 4)) - Number(birth.slice(0, 4)) - (at.slice(5) < birth.slice(5) ? 1 : 0)
