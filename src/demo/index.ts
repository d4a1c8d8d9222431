import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../core/index.ts'
import { type Cell, CsvFile } from './csv-file.ts'
import { fiscalYear } from './days.ts'
import { LONG_TERM_CARE_HEADER, longTermCareRows } from './files/long-term-care.ts'
import { PREFECTURAL_HOUSING_HEADER, prefecturalHousingRows } from './files/prefectural-housing.ts'
import { EXTRACT_HEADER, RESIDENT_TAX_HEADER, residentTaxRows } from './files/resident-tax.ts'
import { RESIDENTS_HEADER, residentRows } from './files/residents.ts'
import { SCHOOL_HEALTH_HEADER, schoolHealthRows } from './files/school-health.ts'
import { VEHICLE_TAX_HEADER, vehicleTaxRows } from './files/vehicle-tax.ts'
import { found } from './founding.ts'
import { Prefecture } from './prefecture.ts'
import { readmeText } from './readme.ts'
import { appoint, Year } from './years.ts'

export * from './register-entries.ts'

export interface DemoDataOptions {
  /** persons who appear in the three years, 1 to 5,000,000 */
  persons: number
  /** a folder that is absent or empty */
  out: string
  /** integer; the same seed and number give the same bytes */
  seed: number
}

export const TAX_YEARS: readonly number[] = [2023, 2024, 2025]
export const taxFileName = (year: number): string => `住民税課税台帳_${fiscalYear(year)}.csv`
export const EXTRACT_NAME = '住民税課税台帳_提案用抽出.csv'

/** Share of the persons who are born or move in during 2023 and 2024. */
const NEWCOMERS = 0.04

function writeAll(folder: string, name: string, header: readonly string[], rows: Iterable<Cell[]>): [string, number] {
  const file = new CsvFile(folder, name, header)
  for (const row of rows) file.write(row)
  file.close()
  return [name, file.rows]
}

/**
 * Writes the linked files of an invented prefecture (CP932, CRLF) and a README that says so.
 *
 * @returns rows of each file, by its name
 * @throws {InputError} if the number, the seed or the folder will not do
 */
export function makeDemoData({ persons, out, seed }: DemoDataOptions): Map<string, number> {
  if (!Number.isInteger(persons) || persons < 1 || persons > 5_000_000)
    throw new InputError('--persons は1から5000000までの整数で指定してください')
  if (!Number.isSafeInteger(seed)) throw new InputError('--seed は整数で指定してください')
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new InputError(`出力先「${out}」が空ではありません。空のフォルダーか、まだないフォルダーを指定してください`)
  mkdirSync(out, { recursive: true })

  const prefecture = new Prefecture(persons, seed)
  const newcomers = Math.floor(persons * NEWCOMERS)
  found(prefecture, persons - newcomers)
  appoint(prefecture)

  const extract = new CsvFile(out, EXTRACT_NAME, EXTRACT_HEADER)
  const rows = new Map<string, number>()
  for (const year of TAX_YEARS) {
    if (year === 2024) new Year(prefecture, 2023).live(Math.ceil(newcomers / 2))
    if (year === 2025) new Year(prefecture, 2024).live(prefecture.room)
    const file = new CsvFile(out, taxFileName(year), RESIDENT_TAX_HEADER)
    for (const row of residentTaxRows(prefecture, year, seed)) {
      file.write(row.full)
      extract.write(row.extract)
    }
    file.close()
    rows.set(file.name, file.rows)
  }
  extract.close()
  rows.set(extract.name, extract.rows)

  const others: [string, readonly string[], Iterable<Cell[]>][] = [
    ['住民基本台帳.csv', RESIDENTS_HEADER, residentRows(prefecture, seed)],
    ['要介護認定.csv', LONG_TERM_CARE_HEADER, longTermCareRows(prefecture, seed)],
    ['学校健診.csv', SCHOOL_HEALTH_HEADER, schoolHealthRows(prefecture, seed)],
    ['自動車税.csv', VEHICLE_TAX_HEADER, vehicleTaxRows(prefecture, seed)],
    ['県営住宅.csv', PREFECTURAL_HOUSING_HEADER, prefecturalHousingRows(prefecture, seed)],
  ]
  for (const [name, header, source] of others) rows.set(...writeAll(out, name, header, source))
  writeFileSync(join(out, 'README.md'), readmeText(persons, seed, rows))
  return rows
}
