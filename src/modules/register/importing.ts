import { sha256 } from '@noble/hashes/sha2.js'
import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, idFrom, japanDate, NotFound, ok, type Result, refused, unlessConflict } from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { bestSheet, type Column, chosenTwice, type Defaults, findHead, type ImportedRow, importRows, matchColumns } from './import-rows.ts'
import { type Office, programmeOfOffice } from './office.ts'
import { checkMayKeepRegister } from './permissions.ts'
import { entryDrafts, registerImports } from './schema.ts'
import { readSheets } from './spreadsheet.ts'
import { listEntries } from './store.ts'

/** Takes a spreadsheet in, to be looked at first. @returns its id. Refusals: those of reading it, upload-no-register. */
export async function receiveSheets(
  deps: Deps,
  actor: Actor,
  office: Office,
  file: { name: string; bytes: Uint8Array },
): Promise<Result<string>> {
  checkMayKeepRegister(actor, office.id)
  const read = readSheets(file.bytes)
  if (!read.ok) return read
  const programme = programmeOfOffice(office)
  const found = findHead(programme, read.value[bestSheet(programme, read.value)]!).found
  if (found < 3) return refused({ code: 'upload-no-register', field: 'file' })
  const id = idFrom(deps.random(20))
  const row = {
    ...{ id, organisationId: office.id, sheets: read.value, sentAt: deps.clock(), sentBy: actor.userId },
    fileName: [...file.name.replaceAll(/[\\/\p{Cc}]/gu, '')].slice(-80).join(''),
  }
  const facts = { sheets: read.value.length, rows: read.value.reduce((sum, { rows }) => sum + rows.length, 0) }
  await writeWithAudit(
    deps,
    [{ organisationId: office.id, actorId: actor.userId, type: 'register-sent', subject: `register-import:${id}`, facts }],
    () => [deps.db.insert(registerImports).values(row)],
  )
  return ok(id)
}

/** How a sheet is read: which one, which row names the columns, what each column holds. */
export interface Reading {
  sheet: number
  head: number
  columns: (Column | undefined)[]
}

/** A sheet that was sent, with how it is read unless the official says otherwise. @throws {NotFound} */
export async function openImport(deps: Deps, actor: Actor, office: Office, id: string, chosen: { sheet?: number; head?: number } = {}) {
  checkMayKeepRegister(actor, office.id)
  const [sent] = await deps.db
    .select()
    .from(registerImports)
    .where(inOrganisation(registerImports, office.id, eq(registerImports.id, id)))
  if (!sent) throw new NotFound('import')
  const programme = programmeOfOffice(office)
  const sheet = chosen.sheet !== undefined && sent.sheets[chosen.sheet] ? chosen.sheet : bestSheet(programme, sent.sheets)
  const { rows } = sent.sheets[sheet]!
  const head = chosen.head !== undefined && rows[chosen.head] ? chosen.head : findHead(programme, sent.sheets[sheet]!).row
  const guess: Reading = { sheet, head, columns: matchColumns(programme, rows[head] ?? []) }
  return { sent, programme, guess, today: japanDate(deps.clock()) }
}

/** The rows as entries under that reading, each with its gaps. */
export const readRows = (
  opened: Awaited<ReturnType<typeof openImport>>,
  { sheet, head, columns }: Reading,
  defaults: Defaults,
): ImportedRow[] => importRows(opened.programme, opened.sent.sheets[sheet]!.rows, head, columns, defaults, opened.today)

/**
 * Makes a draft of every row: complete ones wait for the department's approval, the others for their writer. A file of the
 * same name in the register is amended. Done once: the sheet is gone afterwards.
 *
 * Refusals: import-column-twice, import-nothing, import-too-many, changed-meanwhile.
 */
export async function takeOver(
  deps: Deps,
  actor: Actor,
  office: Office,
  id: string,
  reading: Reading,
  defaults: Defaults,
): Promise<Result<{ ready: number; open: number }>> {
  const opened = await openImport(deps, actor, office, id)
  const twice = chosenTwice(reading.columns)
  if (twice.length > 0) return refused(...twice.map((field) => ({ code: 'import-column-twice', field })))
  const rows = readRows(opened, reading, defaults)
  if (rows.length === 0) return refused({ code: 'import-nothing' })
  if (rows.length > MOST) return refused({ code: 'import-too-many', facts: { rows: MOST } })
  const known = new Map((await listEntries(deps.db, office.id)).map((entry) => [entry.name, entry]))
  const at = deps.clock()
  const drafts = rows.map(({ typed, gaps, warnings, line }): typeof entryDrafts.$inferInsert => {
    const entry = known.get(typed.name ?? '')
    const draftId = idFrom(sha256(new TextEncoder().encode(`${id} ${line}`)))
    return {
      ...{ id: draftId, revision: 1, organisationId: office.id, note: null, approvedBy: null },
      ...{ entryId: entry?.id ?? null, baseVersion: entry?.version ?? null },
      status: gaps.length === 0 && warnings.length === 0 ? 'department' : 'writing',
      typed: { ...typed, slug: entry?.slug ?? `file-${draftId.slice(0, 8)}`, effectiveOn: japanDate(at) },
      ...{ writtenBy: actor.userId, savedAt: at, savedBy: actor.userId },
    }
  })
  const ready = drafts.filter(({ status }) => status === 'department').length
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await writeWithAudit(
      deps,
      [
        {
          ...{ organisationId: office.id, actorId: actor.userId, type: 'register-taken-over', subject: `register-import:${id}` },
          facts: { drafts: drafts.length, ready },
        },
      ],
      () => [
        ...drafts.map((draft) => deps.db.insert(entryDrafts).values(draft)),
        deps.db.delete(registerImports).where(inOrganisation(registerImports, office.id, eq(registerImports.id, id))),
      ],
      { unique: ['entry_drafts.id'] },
    )
    return { ready, open: drafts.length - ready }
  })
}

const MOST = 1_000

/** Throws a sheet away that was sent. */
export async function discardImport(deps: Deps, actor: Actor, office: Office, id: string): Promise<void> {
  await openImport(deps, actor, office, id)
  await writeWithAudit(
    deps,
    [{ organisationId: office.id, actorId: actor.userId, type: 'register-sent-discarded', subject: `register-import:${id}` }],
    () => [deps.db.delete(registerImports).where(inOrganisation(registerImports, office.id, eq(registerImports.id, id)))],
  )
}
