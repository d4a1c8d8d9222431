import { describe, expect, it } from 'vitest'
import { programmes, SETTINGS } from '../../../src/programmes/index.ts'

/**
 * The settings that every access programme must be able to say, stage by stage, by the keys that documents of bodies, reports
 * and other programs may rely on. A key that is renamed or dropped is a break for them: it fails here first. What one heading
 * of the model joins has a key for each part (env.print and env.download; the four clocks of an inspection).
 */
const KEYS = `
  register: kind minPersons create fix delete publishAt tiers embargo lagShown neverGiven processableTests callMark afterMade
  call: mode minLength noticeFirst panelCutoff leadTime obligation
  consult: mode factsToPublish
  form: items limits incomplete representative receipt perStudy scoreSecurity
  elig: who privateProfit place students registration ethics disqualify
  review: bodies sla rhythm fastTrack criteria minPersons closed priority votes
  decision: outcomes
  notice: items forms reasons
  contract: papers deadline party cancel order
  pledge: items
  clause: items
  fee: formula payBefore refund exempt
  people: max roles
  prod: start rules techniques saltPolicy safeguard
  prov: medium secret deadline receipt copies format
  env: mode print download password lock network room
  mon: inspect finding reply appeal ruling selfReport
  sanction: ladder amount
  change: kinds sla
  term: max extend
  out: before sla minCell round age area bans cite
  close: report destroy certificate check
  pub: cases costs
`
const ALONE = ['objection', 'training', 'mover', 'outsourcing', 'complaint', 'trace']

const named = [
  ...KEYS.trim()
    .split('\n')
    .flatMap((line) => {
      const [stage = '', keys = ''] = line.split(':')
      return keys
        .trim()
        .split(' ')
        .map((key) => `${stage.trim()}.${key}`)
    }),
  ...ALONE,
]

describe('the keys of the settings', () => {
  it('are all there, under the names that others rely on', () => {
    expect(named.filter((key) => !Object.hasOwn(SETTINGS, key))).toEqual([])
    expect(named).toHaveLength(111)
  })

  it.each(programmes().map((one) => [one.id, one] as const))('%s says each with kind, source, day and whether it is locked', (_, one) => {
    for (const key of named) {
      const { locked, verified, effectiveFrom, source, unit } = one.settings[key] ?? {}
      expect(typeof locked, key).toBe('boolean')
      expect(typeof verified, key).toBe('boolean')
      expect(effectiveFrom, key).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(source === null || typeof source === 'string', key).toBe(true)
      if (locked) expect(source, key).not.toBeNull()
      if (SETTINGS[key]!.type === 'span') expect(unit, key).toBeDefined()
    }
  })
})
