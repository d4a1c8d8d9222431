import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate, ROLES } from '../../src/core/index.ts'
import {
  addBusinessDays,
  addCalendarDays,
  bodiesFor,
  clocksOf,
  type DatedMove,
  isOpenDay,
  kindOf,
  moves,
  nextDue,
  openDaysBetween,
  type PastMove,
  type Programme,
  programmes,
  replay,
  rulingAction,
  rulingsOf,
  targetOf,
  transition,
} from '../../src/programmes/index.ts'

const seed = 20_260_401
const every = programmes().flatMap((one) => [one, ...Object.keys(one.kinds).map((kind) => kindOf(one, kind))])
const aProgramme = fc.constantFrom(...every)
const aDay = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2018-01-01', days))
const FACTS: Record<string, string[]> = { tier: ['1', '2', '3', '4'], overdue: ['contract', 'fee'], feeExempt: ['yes', 'no'] }

interface Walk {
  programme: Programme
  state: string
  done: PastMove[]
  dated: DatedMove[]
  facts: Record<string, string>
}

/** A case that goes where chance takes it: every step one that the engine lets pass. */
const aWalk = fc
  .record({
    programme: aProgramme,
    start: aDay,
    steps: fc.array(fc.record({ pick: fc.nat(50), days: fc.nat(40), person: fc.constantFrom('a', 'b', 'c') }), {
      maxLength: 28,
      size: 'medium',
    }),
    tier: fc.constantFrom('1', '2', '3', '4'),
    feeExempt: fc.constantFrom('yes', 'no'),
  })
  .map(({ programme, start, steps, tier, feeExempt }): Walk => {
    const facts = { tier, feeExempt, region: 'lund' }
    const walk: Walk = { programme, state: programme.start, done: [], dated: [], facts }
    let on = start
    for (const { pick, days, person } of steps) {
      on = addDays(on, days)
      const open = programme.transitions.filter(
        ({ action, roles }) =>
          transition(programme, walk.state, action, {
            roles,
            actorId: person,
            history: walk.done,
            facts: { ...facts, overdue: 'contract' },
          }).ok,
      )
      // Most cases are not taken back at once.
      const likely = pick % 7 === 0 ? open : open.filter(({ action }) => action !== 'withdraw')
      const move = likely[pick % Math.max(likely.length, 1)]
      if (!move) continue
      walk.state = targetOf(move, walk.state)
      const body = programme.bodies.find(({ id }) => rulingAction(id) === move.action)
      walk.done.push({ action: move.action, actorId: person, ruling: body?.choices[pick % body.choices.length] })
      walk.dated.push({ action: move.action, on, toState: walk.state })
    }
    return walk
  })

describe('the transition engine, under every programme', () => {
  it('no state is without an owner and a way out, and from every state an end can be reached', () => {
    for (const one of every)
      for (const [state, { owner, end }] of Object.entries(one.states)) {
        if (end) {
          expect(owner, `${one.id} ${state}`).toBe('none')
          continue
        }
        expect(owner, `${one.id} ${state}`).not.toBe('none')
        const reached = new Set([state])
        for (const name of reached) for (const { from, to } of one.transitions) if (from.includes(name)) reached.add(to)
        expect(
          [...reached].some((name) => one.states[name]?.end),
          `${one.id} ${state}`,
        ).toBe(true)
      }
  })

  it('lets no action pass that the table does not hold for this state and these roles', () => {
    const actions = [...new Set(every.flatMap(({ transitions }) => transitions.map(({ action }) => action))), 'delete', '']
    fc.assert(
      fc.property(
        aProgramme,
        fc.constantFrom(...actions),
        fc.nat(40),
        fc.subarray([...ROLES]),
        fc.array(fc.record({ action: fc.constantFrom(...actions), actorId: fc.constantFrom('a', 'b') }), { maxLength: 8 }),
        fc.record({ tier: fc.constantFrom(...FACTS.tier!), overdue: fc.constantFrom(...FACTS.overdue!) }, { requiredKeys: [] }),
        (one, action, at, roles, history, facts) => {
          const state = Object.keys(one.states)[at % Object.keys(one.states).length]!
          const result = transition(one, state, action, { roles, actorId: 'a', history, facts: facts as Record<string, string> })
          const inTable = one.transitions.some(
            (move) => move.action === action && move.from.includes(state) && move.roles.some((role) => roles.includes(role)),
          )
          if (result.ok) {
            expect(inTable).toBe(true)
            expect(moves(one, state, roles)).toContain(result.value)
          } else expect(result.refusals.length).toBeGreaterThan(0)
          if (!inTable) expect(result.ok).toBe(false)
        },
      ),
      { seed, numRuns: 2_000 },
    )
  })

  it('replaying the moves of any case gives its state, and a move that the table does not hold is found', () => {
    fc.assert(
      fc.property(aWalk, fc.nat(), ({ programme, state, done }, at) => {
        const actions = done.map(({ action }) => action)
        expect(replay(programme, actions)).toEqual({ ok: true, value: state })
        const stranger = [...actions]
        stranger.splice(at % (actions.length + 1), 0, 'not-in-the-table')
        expect(replay(programme, stranger)).toMatchObject({ ok: false, refusals: [{ code: 'unknown-action' }] })
      }),
      { seed, numRuns: 500 },
    )
  })

  it('four eyes hold on every walk', () => {
    let pairs = 0
    fc.assert(
      fc.property(aWalk, ({ programme, done }) => {
        for (const [i, { action, actorId }] of done.entries()) {
          const first = programme.transitions.find((move) => move.action === action)?.fourEyes
          if (!first) continue
          const before = done.slice(0, i).findLast((past) => past.action === first)
          expect(before).toBeDefined()
          expect(before!.actorId).not.toBe(actorId)
          pairs++
        }
      }),
      { seed, numRuns: 500 },
    )
    expect(pairs).toBeGreaterThan(0)
  })

  it('nothing that a body is asked about is done before it has ruled, and nothing against a body that binds', () => {
    let asked = 0
    let together = 0
    const strictest = (given: { choices: string[]; ruling: string }[]) =>
      given.reduce((a, b) => (a.choices.indexOf(a.ruling) < b.choices.indexOf(b.ruling) ? b : a)).ruling
    fc.assert(
      fc.property(aWalk, ({ programme, done, dated, facts }) => {
        for (const [i, { action }] of done.entries()) {
          const before = done.slice(0, i)
          const state = dated[i - 1]?.toState ?? programme.start
          const bodies = bodiesFor(programme, state, facts).filter(({ choices }) => choices.includes(action))
          if (bodies.length === 0) continue
          const rulings = rulingsOf(programme, before)
          for (const { id } of bodies) {
            asked++
            // A body of a later step is not needed once one before it has ended the question.
            const closed = bodies.some((one) => one.closes.includes(rulings.get(one.id) ?? ''))
            if (!closed) expect(rulings.has(id), `${programme.id} ${action}`).toBe(true)
          }
          // Of those that bind, in series or in parallel, the strictest ruling is followed.
          const binding = bodies.filter(({ id, effect }) => effect === 'binding' && rulings.has(id))
          if (binding.length > 0) expect(strictest(binding.map(({ id, choices }) => ({ choices, ruling: rulings.get(id)! })))).toBe(action)
          if (binding.length > 1) together++
        }
      }),
      { seed, numRuns: 1_500 },
    )
    expect(asked).toBeGreaterThan(50)
    expect(together).toBeGreaterThan(0)
  })

  it('clocks are never negative, never due before they start, and stand still while they stand still', () => {
    const seen = { running: 0, still: 0, late: 0 }
    fc.assert(
      fc.property(aWalk, fc.nat(200), ({ programme, dated }, later) => {
        const last = dated.at(-1)
        if (!last) return
        const today = addDays(last.on, later)
        for (const clock of clocksOf(programme, dated, today)) {
          if (programme.states[last.toState]?.end) expect(clock.stoppedOn, `${programme.id} ${clock.name}`).not.toBeNull()
          expect(clock.openDaysLeft).toBeGreaterThanOrEqual(0)
          expect(clock.openDaysOver).toBeGreaterThanOrEqual(0)
          expect(Math.min(clock.openDaysLeft, clock.openDaysOver)).toBe(0)
          expect(clock.dueOn >= clock.startedOn).toBe(true)
          expect(isOpenDay(clock.dueOn) || clock.dueOn === clock.startedOn).toBe(true)
          for (const { from, to } of clock.pauses) expect(to === null || to >= from).toBe(true)
          if (clock.pausedSince) {
            expect(clock.alert).toBe('none')
            expect(clock.openDaysOver).toBe(0)
          }
          const isLate = clock.alert === 'escalated' || clock.alert === 'overdue'
          if (isLate) expect(today > clock.dueOn).toBe(true)
          seen[clock.pausedSince ? 'still' : isLate ? 'late' : 'running']++
        }
        const due = nextDue(programme, dated)
        if (due) expect(due >= dated[0]!.on).toBe(true)
      }),
      { seed, numRuns: 500 },
    )
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(0)
  })

  it('asking the proposer moves the due day by exactly the open days of the asking', () => {
    const appi = every.find(({ id }) => id === 'appi')!
    fc.assert(
      fc.property(aDay, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 60 }), (day, before, asked) => {
        const start = addBusinessDays(day, 1)
        const from = addDays(start, before)
        const to = addDays(from, asked)
        const move = (action: string, on: IsoDate, toState: string): DatedMove => ({ action, on, toState })
        const without = nextDue(appi, [move('start-review', start, 'review')])!
        const due = nextDue(appi, [
          move('start-review', start, 'review'),
          move('return', from, 'returned'),
          move('resubmit', to, 'review'),
        ])!
        const stoodStill = from >= without ? 0 : openDaysBetween(from, to)
        expect(due).toBe(addBusinessDays(without, stoodStill))
      }),
      { seed, numRuns: 500 },
    )
  })
})

describe('open days against a calendar written out by hand', () => {
  it('agree from 2022 to 2032', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600 }), fc.integer({ min: 0, max: 45 }), (at, span) => {
        const start = addDays('2022-01-01', at)
        expect(addBusinessDays(start, span)).toBe(naive(start, span))
        const due = addCalendarDays(start, span)
        expect(isOpen(due)).toBe(true)
        for (let day = addDays(start, span); day < due; day = addDays(day, 1)) expect(isOpen(day)).toBe(false)
      }),
      { seed, numRuns: 1_000 },
    )
  })
})

// 国民の祝日に関する法律第2条 and 第3条 as they stand since 2022.
const FIXED = ['01-01', '02-11', '02-23', '04-29', '05-03', '05-04', '05-05', '08-11', '11-03', '11-23']
const MONDAYS: [month: number, nth: number][] = [
  [1, 2],
  [7, 3],
  [9, 3],
  [10, 2],
]
const weekday = (day: IsoDate) => new Date(`${day}T00:00:00Z`).getUTCDay()
const equinox = (year: number, base: number) => Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4))

function isNamed(day: IsoDate): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  if (FIXED.includes(day.slice(5))) return true
  if (month === 3 && date === equinox(year, 20.8431)) return true
  if (month === 9 && date === equinox(year, 23.2488)) return true
  return weekday(day) === 1 && MONDAYS.some(([m, nth]) => m === month && Math.ceil(date / 7) === nth)
}

function isHoliday(day: IsoDate): boolean {
  if (isNamed(day)) return true
  if (isNamed(addDays(day, -1)) && isNamed(addDays(day, 1))) return true
  // in lieu of a Sunday: the first day after it that is none itself
  for (let before = addDays(day, -1); isNamed(before); before = addDays(before, -1)) if (weekday(before) === 0) return true
  return false
}

const isOpen = (day: IsoDate) =>
  weekday(day) % 6 !== 0 && !isHoliday(day) && !['12-29', '12-30', '12-31', '01-01', '01-02', '01-03'].includes(day.slice(5))

function naive(start: IsoDate, span: number): IsoDate {
  let day = start
  for (let left = span; left > 0; ) {
    day = addDays(day, 1)
    if (isOpen(day)) left--
  }
  return day
}
