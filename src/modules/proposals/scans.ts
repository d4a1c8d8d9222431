import { sha256 } from '@noble/hashes/sha2.js'
import type { Deps } from '../../app-env.ts'
import { type Actor, hex, type IsoDate, isIsoDate, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import { addAttachments } from './attachments.ts'
import type { LoadedCase } from './case.ts'
import type { OFFICE_SCANS } from './rules.ts'

/** A paper that came to the office, as an official records it. */
export interface SentScan {
  /** the day that counts for it, as typed */
  day: string
  file: File | undefined
}

/**
 * Keeps the scan of a paper with the case; its day lies between `from` and today.
 *
 * Refusals: required and those of files by `names.file`; not-a-date, received-tomorrow, received-too-early by `names.day`.
 * @returns the day, and the SHA-256 of the scan
 */
export async function keepScan(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  kind: keyof typeof OFFICE_SCANS,
  { day, file }: SentScan,
  names: { day: string; file: string },
  from: IsoDate = '',
): Promise<Result<{ day: IsoDate; sha256: string }>> {
  const refusals: Refusal[] = []
  if (!file) refusals.push({ code: 'required', field: names.file })
  if (!isIsoDate(day)) refusals.push({ code: 'not-a-date', field: names.day })
  else if (day > loaded.today) refusals.push({ code: 'received-tomorrow', field: names.day })
  else if (day < from) refusals.push({ code: 'received-too-early', field: names.day, facts: { from } })
  if (!file || refusals.length > 0) return refused(...refusals)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const kept = await addAttachments(deps, actor, loaded, [{ kind, name: file.name, bytes }])
  return kept.length > 0 ? refused(...kept.map((one) => ({ ...one, field: names.file }))) : ok({ day, sha256: hex(sha256(bytes)) })
}
