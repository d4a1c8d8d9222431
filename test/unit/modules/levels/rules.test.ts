import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../../../src/core/index.ts'
import { LEVELS, type LevelsDocument } from '../../../../src/modules/levels/document.ts'
import {
  answersFor,
  checkStep,
  type LevelStep,
  levelActions,
  proposesFor,
  standingOf,
  type TakenStep,
  viewingOf,
} from '../../../../src/modules/levels/rules.ts'

/** What is wrong with a document: names that do not fit together. Empty: nothing. */
function documentFaults({ dataLevels, viewingLevels, areas, findings, parties, stop }: LevelsDocument): string[] {
  const ids = (named: { id: string }[]) => new Set(named.map(({ id }) => id))
  const [levels, viewing] = [ids(dataLevels), ids(viewingLevels)]
  return [
    ...findings.filter(({ of }) => !levels.has(of)).map(({ id }) => `findings.${id}.of`),
    ...dataLevels.filter(({ id }) => !findings.some(({ of }) => of === id)).map(({ id }) => `dataLevels.${id}`),
    ...findings.flatMap((finding) =>
      areas
        .filter(({ id }) => {
          const level = finding.viewing[id]
          return level === undefined || (level !== null && !viewing.has(level))
        })
        .map(({ id }) => `findings.${finding.id}.viewing.${id}`),
    ),
    ...(ids(findings).size < findings.length ? ['findings'] : []),
    ...(parties.length < 2 || parties.some(({ roles }) => roles.length === 0) ? ['parties'] : []),
    ...(stop.opinions < 2 ? ['stop.opinions'] : []),
  ]
}

const propose = (dataLevel: string, finding: string, party = 'owner'): LevelStep => ({
  ...{ kind: 'propose', party, product: '地図', dataLevel, finding, reason: '理由' },
})

describe('the document of levels', () => {
  it('fits together', () => expect(documentFaults(LEVELS)).toEqual([]))

  it.each<[string, (document: LevelsDocument) => void, string]>([
    ['a finding of a level that is none', (d) => void Object.assign(d.findings[0]!, { of: '9' }), 'findings.open.of'],
    ['a level without a finding', (d) => void d.dataLevels.push({ id: '5', label: 'x', meaning: 'x' }), 'dataLevels.5'],
    ['an area left out', (d) => void delete d.findings[0]!.viewing.ward, 'findings.open.viewing.ward'],
    ['a viewing level that is none', (d) => void Object.assign(d.findings[0]!.viewing, { ward: '7' }), 'findings.open.viewing.ward'],
    ['one party alone', (d) => void d.parties.pop(), 'parties'],
    ['a single expert', (d) => void Object.assign(d.stop, { opinions: 1 }), 'stop.opinions'],
  ])('is refused with %s', (_, spoil, fault) => {
    const document = structuredClone(LEVELS)
    spoil(document)
    expect(documentFaults(document)).toContain(fault)
  })
})

describe('who may see', () => {
  it.each([
    ['1', 'open', '1', '1'],
    ['2', 'low', '2', '2'],
    ['2', 'low-but-identifying', null, null],
    ['3', 'harmless', '2', '2'],
    ['3', 'doubtful', '2', '3'],
    ['4', 'never', null, null],
  ])('data of level %s found %s', (level, finding, ward, below) => {
    const steps: TakenStep[] = [{ step: propose(level, finding), by: 'a' }]
    expect(viewingOf(LEVELS, standingOf(steps))).toEqual({ ward: null, 'below-ward': null })
    steps.push({ step: { kind: 'agree', party: 'policy', reason: '' }, by: 'b' })
    expect(viewingOf(LEVELS, standingOf(steps))).toEqual({ ward, 'below-ward': below })
    steps.push({ step: { kind: 'stop', reason: '疑い' }, by: 'c' })
    expect(viewingOf(LEVELS, standingOf(steps))).toEqual({ ward: null, 'below-ward': null })
  })

  it('is refused where the finding belongs to another level, or anything is missing', () => {
    const codes = (step: LevelStep) => checkStep(LEVELS, step, '2026-04-15').map(({ code, field }) => `${field} ${code}`)
    expect(codes(propose('4', 'harmless'))).toEqual(['finding finding-of-another-level'])
    expect(codes(propose('3', 'harmless'))).toEqual([])
    expect(codes({ kind: 'propose', party: 'owner', product: ' ', dataLevel: '', finding: '', reason: '' })).toEqual([
      ...['product required', 'dataLevel required', 'finding required', 'reason required'],
    ])
    expect(codes({ kind: 'opinion', expert: '大学', reason: '意見', givenOn: '2026-04-16' })).toEqual(['givenOn not-a-past-day'])
    expect(codes({ kind: 'opinion', expert: '大学', reason: '意見', givenOn: '2026-02-30' })).toEqual(['givenOn not-a-past-day'])
    expect(codes({ kind: 'stop', reason: 'あ'.repeat(1_001) })).toEqual(['reason too-long'])
  })
})

describe('deciding', () => {
  const people: [string, Role[]][] = [
    ['department', ['department-officer']],
    ['desk', ['screening-officer']],
    ['both', ['department-officer', 'administrator']],
    ['auditor', ['auditor']],
  ]

  it('takes two persons of two parties whatever is done, and so many opinions after a stop', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }), (chances) => {
        const steps: TakenStep[] = [{ step: propose('3', 'harmless'), by: 'department' }]
        let opinions: number | null = null
        for (const [who, what] of chances) {
          const [by, roles] = people[who % people.length]!
          const standing = standingOf(steps)
          const actions = levelActions(LEVELS, standing, roles, by)
          const kind = actions[what % Math.max(1, actions.length)]
          if (!kind) continue
          if (kind === 'agree') {
            expect(by).not.toBe(standing.proposedBy)
            expect(answersFor(LEVELS, roles, by, standing)?.id).not.toBe(standing.proposal.party)
            expect(opinions === null || opinions >= LEVELS.stop.opinions).toBe(true)
            opinions = null
          }
          if (kind === 'stop') {
            expect(standing.state).toBe('agreed')
            opinions = 0
          }
          if (kind === 'opinion') opinions = (opinions ?? 0) + 1
          const step: LevelStep =
            kind === 'propose'
              ? propose('3', 'doubtful', proposesFor(LEVELS, roles)!.id)
              : kind === 'opinion'
                ? { kind, expert: '大学', reason: '意見', givenOn: '2026-04-01' }
                : kind === 'stop'
                  ? { kind, reason: '疑い' }
                  : { kind, party: answersFor(LEVELS, roles, by, standing)!.id, reason: '' }
          steps.push({ step, by })
        }
        // Wherever it stands, somebody can go on.
        const standing = standingOf(steps)
        expect(people.some(([by, roles]) => levelActions(LEVELS, standing, roles, by).length > 0)).toBe(true)
      }),
    )
  })
})
