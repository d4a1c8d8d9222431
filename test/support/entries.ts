import type { EntryDraft } from '../../src/modules/register/index.ts'

/** A synthetic register entry: what matters to a test is given, the rest is filled in. */
export const entryDraft = (over: Partial<EntryDraft> & { slug: string; name: string }): EntryDraft => ({
  authority: '知事',
  department: '試験部 試験課',
  purpose: '試験の事務に用いる。',
  items: [
    { no: 1, name: '氏名', kind: 'direct-identifier', sensitive: false },
    { no: 2, name: '生年月日', kind: 'quasi-identifier', sensitive: false },
    { no: 3, name: '住所', kind: 'quasi-identifier', sensitive: false, note: '町丁目まで' },
    { no: 4, name: '金額', kind: 'sensitive', sensitive: false },
  ],
  itemsPartlyWithheld: false,
  scope: '試験の対象とした者',
  collection: '本人からの申請',
  hasSensitive: false,
  ordinanceSensitive: 'not-defined',
  regularRecipients: [],
  disclosureDesk: { name: '試験県 情報公開課', address: '試験県試験市1' },
  specialProcedures: null,
  fileKind: 'computer',
  hasManualCounterpart: false,
  proposalDesk: { name: '試験県 提案窓口', address: '試験県試験市2' },
  remarks: null,
  holdingSince: '2010-04-01',
  personsCountedOn: '2026-04-01',
  persons: 5_000,
  isEligible: true,
  judgment: {
    tests: [
      { test: 'registered', met: true, reason: '試験の理由1' },
      { test: 'disclosable', met: true, reason: '試験の理由2' },
      { test: 'feasible', met: true, reason: '試験の理由3' },
    ],
    publicReason: '公表する理由',
    internalReason: '内部だけの理由',
    decidedBy: '試験課長',
    decidedOn: '2026-04-02',
  },
  ...over,
})

/** An entry for which no proposals are asked. */
export const ineligibleDraft = (over: Partial<EntryDraft> & { slug: string; name: string }): EntryDraft => {
  const draft = entryDraft({ isEligible: false, proposalDesk: null, ...over })
  const tests = draft.judgment.tests.map((test) => (test.test === 'feasible' ? { ...test, met: false } : test))
  return { ...draft, judgment: { ...draft.judgment, tests } }
}
