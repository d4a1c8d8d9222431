import type { IsoDate } from '../../core/index.ts'
import { clockState, type Programme, SETTINGS, sameValue, targetOf } from '../../programmes/index.ts'
import { bodySummary } from './body-words.ts'
import type { CaseFacts, SettingDifference, Touched } from './model.ts'
import { shownValue } from './rules.ts'

/** Settings that differ, in the order of the procedure. */
export const differences = (before: Programme, after: Programme): SettingDifference[] =>
  Object.keys(SETTINGS).flatMap((key) => {
    const [one, other] = [before.settings[key], after.settings[key]]
    return one && other && !(sameValue(one.value, other.value) && one.unit === other.unit) ? [{ key, before: one, after: other }] : []
  })

const NONE = 'なし'

/** What is to be said of one side beside each case: what it is, where the other side has none, else the lines that differ. */
const brief = (one: string, other: string): string =>
  one
    .split('\n')
    .filter((line, i) => (one === NONE || other === NONE ? i === 0 : !other.split('\n').includes(line)))
    .join('／') || '同じ'

/** Bodies that differ: what each is, before and after; one that came or went has none on one side. */
export function bodyDifferences(before: Programme, after: Programme) {
  const ids = [...new Set([...before.bodies, ...after.bodies].map(({ id }) => id))]
  return ids.flatMap((id) => {
    const [was, is] = [before, after].map((one) => one.bodies.find((body) => body.id === id))
    const [a, b] = [was ? bodySummary(before, was) : NONE, is ? bodySummary(after, is) : NONE]
    const { label, state, source, verified } = (is ?? was)!
    return a === b && was?.label === is?.label ? [] : [{ id, label, state, before: a, after: b, source, verified }]
  })
}

/** The questionnaire, where it differs. */
export function questionDifference(before: Programme, after: Programme) {
  const [a, b] = [before, after].map(({ questionnaire: one }) =>
    one
      ? [
          `${one.label}（質問 ${one.questions.length}件、目安 ${one.pass === null ? NONE : `${one.pass}点`}）`,
          ...one.questions.map(({ label }) => label),
          ...one.choices.map(({ label, points }) => `${points}点　${label}`),
        ].join('\n')
      : NONE,
  ) as [string, string]
  return a === b ? undefined : { label: '安全管理の質問票', before: a, after: b }
}

/** Whose moves a stage's settings speak of: a case is touched while one of them is still ahead of it. */
const MOVES_OF_STAGE: Record<string, RegExp> = {
  form: /^(submit|resubmit)$/,
  elig: /^decide-/,
  review: /^decide-/,
  decision: /^decide-/,
  contract: /^(apply|conclude)-contract$/,
  fee: /^record-payment$/,
  prod: /^(issue-order|accept-result)$/,
  prov: /^(prepare|confirm)-provision$/,
  people: /^close$/,
  env: /^close$/,
  mon: /^close$/,
  term: /^close$/,
  out: /^close$/,
  close: /^close$/,
}

/** What can still happen to a case in that state. */
function ahead(one: Programme, state: string): { states: Set<string>; actions: Set<string> } {
  const states = new Set([state])
  const actions = new Set<string>()
  for (const name of states)
    for (const { action, from, to } of one.transitions)
      if (from.includes(name)) {
        actions.add(action)
        states.add(targetOf({ to }, name))
      }
  return { states, actions }
}

/**
 * Which open cases the change would have touched, had they been filed under it: the differing settings of stages still
 * ahead of each, with what follows from them. Cases keep their own version whatever this says.
 */
export function touchedCases(
  cases: readonly CaseFacts[],
  before: (theCase: CaseFacts) => Programme,
  after: Programme,
  today: IsoDate,
): Touched[] {
  return cases.flatMap((theCase) => {
    const own = before(theCase)
    if (own.states[theCase.state]?.end !== false) return []
    const { states, actions } = ahead(own, theCase.state)
    const settings = differences(own, after).flatMap(({ key, before: was, after: is }) => {
      const kind = SETTINGS[key]!
      const moves = MOVES_OF_STAGE[kind.stage]
      if (kind.stage !== 'clock' && !(moves && [...actions].some((action) => moves.test(action)))) return []
      return [
        {
          key,
          label: kind.label,
          before: shownValue(key, was),
          after: shownValue(key, is),
          consequence: consequence(key, theCase, own, after, today),
        },
      ]
    })
    const bodies = bodyDifferences(own, after)
      .filter((one) => states.has(one.state))
      .map(({ id, label, before: was, after: is, state }) => ({
        ...{ key: `body.${id}`, label: `審査会「${label}」`, before: brief(was, is), after: brief(is, was) },
        consequence: state === theCase.state ? '今この段階にある' : null,
      }))
    const questions = questionDifference(own, after)
    const asked =
      questions && actions.has('start-review')
        ? [
            {
              key: 'questionnaire',
              label: questions.label,
              before: brief(questions.before, questions.after),
              after: brief(questions.after, questions.before),
              consequence: null,
            },
          ]
        : []
    const effects = [...settings, ...bodies, ...asked]
    return effects.length > 0 ? [{ theCase, effects }] : []
  })
}

function consequence(key: string, theCase: CaseFacts, own: Programme, after: Programme, today: IsoDate): string | null {
  if (key === 'review.minPersons') {
    const least = after.settings[key]?.value
    return theCase.persons !== undefined && typeof least === 'number' && theCase.persons < least
      ? `本人の数 ${theCase.persons.toLocaleString('ja-JP')}人では足りない`
      : null
  }
  for (const [name, { setting }] of Object.entries(own.clocks)) {
    if (setting !== key || !after.clocks[name]) continue
    const [was, is] = [own, after].map((one) => clockState(one, name, theCase.moves, today))
    if (was && is && !was.stoppedOn && was.dueOn !== is.dueOn) return `目標日 ${was.dueOn} が ${is.dueOn} になる`
  }
  return null
}
