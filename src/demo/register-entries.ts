import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the descriptions of the personal information files lie. */
export const FILES_FOLDER = fileURLToPath(new URL('../../data-catalog/files/', import.meta.url))

export interface Desk {
  name: string
  address: string
}

export interface DemonstrationOrganisation {
  id: string
  name: string
  kana: string
  kind: 'prefecture' | 'city'
  note: string
}

/** A register entry (個人情報ファイル簿) as data-catalog/files/README.md defines it. */
export interface RegisterEntryDocument {
  sakyu: 'register-entry/1'
  organisation: string
  slug: string
  name: string
  authority: string
  department: string
  purpose: string
  items: { no: number; name: string; kind: string; sensitive: boolean; note?: string }[]
  itemsPartlyWithheld: boolean
  scope: string
  collection: string | null
  hasSensitive: boolean
  ordinanceSensitive: 'included' | 'none' | 'not-defined'
  regularRecipients: string[]
  disclosureDesk: Desk
  specialProcedures: string | null
  fileKind: 'computer' | 'manual'
  hasManualCounterpart: boolean | null
  isEligible: boolean
  proposalDesk: Desk | null
  madeData: { persons: number; items: string[]; desk: string; deskAddress: string; proposalsFrom: string; proposalsTo: string }[]
  remarks: string | null
  holdingSince: string
  persons: number
  personsCountedOn: string
  judgment: {
    tests: [
      { test: 'registered'; met: boolean; exclusion: string | null; reason: string },
      { test: 'disclosable'; met: boolean; route: 'disclosed-in-part' | 'third-party-opinion' | null; reason: string },
      { test: 'feasible'; met: boolean; obstacle: 'M1' | 'M2' | 'M3' | 'M4' | null; reason: string },
    ]
    publicReason: string
    internalReason: string
    decidedBy: string
    decidedOn: string
  }
  dataFiles: string[]
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

/** The invented organisations of the demonstration. */
export const demonstrationOrganisations = (folder = FILES_FOLDER): DemonstrationOrganisation[] =>
  readJson(join(folder, 'organisations.json'))

/** Names of the folders that describe a file, in a fixed order. */
const fileFolders = (folder = FILES_FOLDER): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

/** All register entries of the demonstration. */
export const registerEntryDocuments = (folder = FILES_FOLDER): RegisterEntryDocument[] =>
  fileFolders(folder).map((name) => readJson(join(folder, name, 'entry.json')))
