import { entryDraft } from './entries.ts'
import { withCall, withEntries } from './register.ts'
import type { MakeSite } from './site-client.ts'

export const NOW = '2026-04-15T10:00:00+09:00'

/** Two offices, one of them with an open call for the first of its two files, and two proposers. */
export async function openProposals(makeSite: MakeSite) {
  const site = await makeSite({ at: NOW })
  const people = await site.government('ken', 'appi', {
    screening: ['screening-officer'],
    processor: ['processor'],
    auditor: ['auditor'],
  })
  const others = await site.government('shi', 'appi', { screening: ['screening-officer', 'contract-officer', 'administrator'] })
  const a = await site.proposer('teian-a')
  const b = await site.proposer('teian-b')
  const ids = await withEntries(site, 'ken', [
    entryDraft({ slug: 'tax', name: '住民税課税台帳' }),
    entryDraft({ slug: 'care', name: '要介護認定' }),
  ])
  const entry = ids.tax!
  const call = await withCall(site, 'ken', [entry])
  return { site, people, others, a, b, entry, call }
}

/** Addresses in a page that hold this part. */
export const hrefs = (html: string, part: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]!).filter((href) => href.includes(part))

/** Which saving a form shows. */
export const markIn = (html: string) => /name="mark" value="(\d+)"/.exec(html)?.[1] ?? ''
