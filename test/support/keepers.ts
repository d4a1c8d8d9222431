import { expect } from 'vitest'
import { verifyLog } from '../../src/audit/index.ts'
import type { MakeSite, TestSite, Visitor } from './site-client.ts'

/** A prefecture and those who keep its register; the contract officer is one who does not. */
export async function keepers(makeSite: MakeSite) {
  const site = await makeSite()
  const people = await site.government('ken', 'appi', {
    writer: ['department-officer'],
    head: ['department-officer'],
    desk: ['screening-officer'],
    contract: ['contract-officer'],
  })
  return { site, people: people as Record<'writer' | 'head' | 'desk' | 'contract', Visitor> }
}

/** The end of a site: its log is whole. */
export async function closeVerified(site: TestSite): Promise<void> {
  expect(await verifyLog(site.deps)).toMatchObject({ ok: true })
  await site.close()
}

export const textOf = async (answer: Response | Promise<Response>): Promise<string> => (await answer).text()
