import { describe, expect, it } from 'vitest'
import { isPublicKey } from '../../../../src/modules/provision/encryption.ts'
import { checkErasure, checkPassphrase, checkPublication, checkRecipient, checkResult } from '../../../../src/modules/provision/rules.ts'

const codes = (refusals: { code: string; field?: string }[]) => refusals.map(({ code, field }) => (field ? `${code}@${field}` : code))
const refusalsOf = (outcome: { ok: boolean; refusals?: { code: string; field?: string }[] }) => codes(outcome.refusals ?? [])

// From the age specification's examples: a public key that belongs to nobody here.
const KEY = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'

describe('how the recipient wants it encrypted', () => {
  const recipient = (recipientKind: string, recipientKey = '') => checkRecipient({ recipientKind, recipientKey }, isPublicKey)

  it('takes an age public key, or a passphrase that is not given now', () => {
    expect(recipient('public-key', ` ${KEY}\n`)).toEqual({ ok: true, value: { recipientKind: 'public-key', recipientKey: KEY } })
    expect(recipient('passphrase', KEY)).toEqual({ ok: true, value: { recipientKind: 'passphrase', recipientKey: null } })
  })

  it.each([
    ['public-key', '', 'required@recipientKey'],
    ['public-key', 'age1', 'not-an-age-key@recipientKey'],
    ['public-key', `${KEY.slice(0, -1)}q`, 'not-an-age-key@recipientKey'],
    ['public-key', `age1pq1${'q'.repeat(60)}`, 'not-an-age-key@recipientKey'],
    ['public-key', 'ssh-ed25519 AAAA', 'not-an-age-key@recipientKey'],
    ['public-key', `AGE-SECRET-KEY-1${'Q'.repeat(58)}`, 'secret-key-given@recipientKey'],
    ['passphrase', `age-secret-key-1${'q'.repeat(58)}`, 'secret-key-given@recipientKey'],
    ['', '', 'required@recipientKind'],
  ])('refuses %s %s', (kind, key, expected) => {
    expect(refusalsOf(recipient(kind, key))).toEqual([expected])
  })
})

describe('passphrase', () => {
  it('is long, and typed twice alike', () => {
    expect(checkPassphrase('0123456789abcdef', '0123456789abcdef')).toEqual([])
    expect(codes(checkPassphrase('0123456789abcde', '0123456789abcde'))).toEqual(['passphrase-too-short@passphrase'])
    expect(codes(checkPassphrase('0123456789abcdef', '0123456789abcdeg'))).toEqual(['passphrases-differ@passphraseAgain'])
    expect(codes(checkPassphrase('x'.repeat(201), 'x'.repeat(201)))).toEqual(['too-long@passphrase'])
  })
})

describe('what is published', () => {
  const typed = { publicRecipient: ' 提案社A ', publicPurpose: '目的', reuseFrom: '2026-06-01', reuseTo: '2027-05-31' }
  it('is cut of outer blanks and keeps its period', () => {
    expect(checkPublication(typed, '2026-06-01')).toEqual({ ok: true, value: { ...typed, publicRecipient: '提案社A' } })
  })
  it.each([
    [{ publicRecipient: '' }, 'required@publicRecipient'],
    [{ publicPurpose: 'あ'.repeat(1_001) }, 'too-long@publicPurpose'],
    [{ reuseTo: '2026-05-31' }, 'reuse-backwards@reuseTo'],
    [{ reuseFrom: '2020-01-01', reuseTo: '2020-12-31' }, 'reuse-backwards@reuseTo'],
    [{ reuseFrom: '' }, 'not-a-date@reuseFrom'],
  ])('refuses %o', (over, expected) => {
    expect(refusalsOf(checkPublication({ ...typed, ...over }, '2026-06-01'))).toEqual([expected])
  })
})

describe('the result', () => {
  const seen = { sha256: 'a', recipeSha256: 'r' }
  it('is the contracted one, and whole', () => {
    expect(checkResult({ sha256: 'a' }, seen, 'r')).toEqual([])
    expect(codes(checkResult({ sha256: 'b' }, seen, 'q'))).toEqual(['result-changed', 'recipe-not-contracted'])
    expect(codes(checkResult({ sha256: 'a' }, { ...seen, recipeSha256: '' }, null))).toEqual(['recipe-not-contracted'])
  })
})

describe('the report of erasure', () => {
  const erasure = (erasedOn: string, method = '消去した') => refusalsOf(checkErasure({ erasedOn, method }, '2026-06-01', '2027-09-10'))
  it('lies between receipt and today', () => {
    expect(erasure('2026-06-01')).toEqual([])
    expect(erasure('2027-09-10')).toEqual([])
    expect(erasure('2026-05-31')).toEqual(['erased-before-receipt@erasedOn'])
    expect(erasure('2027-09-11')).toEqual(['erased-in-future@erasedOn'])
    expect(erasure('', ' ')).toEqual(['not-a-date@erasedOn', 'required@method'])
  })
})
