import type { Role } from '../../src/core/index.ts'
import {
  type DatedMove,
  kindOf,
  moves,
  nextDue,
  type PastMove,
  type Programme,
  programme,
  readProgramme,
  targetOf,
  transition,
} from '../../src/programmes/index.ts'

/** Who stands in the second column of a case file: the duty, then a letter for the person. */
const DUTIES: Record<string, Role> = {
  提案者: 'proposer',
  審査: 'screening-officer',
  契約: 'contract-officer',
  所管: 'department-officer',
  保管: 'custodian',
}

/** One line of a case file. */
export interface CaseStep {
  day: string
  who: string
  does: string
  gives: string[]
  state: string
  paper: string
  due: string
  refused: string[]
}

/** Reads the table of a case file: day | who | does | gives | state | paper | due | refused. An empty day or person is that of the line above. */
export function readCaseFile(table: string): CaseStep[] {
  const rows = table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim()),
    )
  const [head, ...lines] = rows
  if (head?.join() !== 'day,who,does,gives,state,paper,due,refused') throw new Error(`case file: unexpected head ${head?.join()}`)
  let above = { day: '', who: '' }
  return lines.map(([day = '', who = '', does = '', gives = '', state = '', paper = '', due = '', refused = '']) => {
    above = { day: day || above.day, who: who || above.who }
    const list = (cell: string) => cell.split(/[\s,]+/).filter(Boolean)
    return { ...above, does, gives: list(gives), state, paper, due, refused: list(refused) }
  })
}

export interface CaseFileFacts {
  /** facts of the case that some moves ask for */
  facts?: Record<string, string>
  tier?: number
  /** the programme with that value of contract.order */
  order?: string[]
  /** kind of the case, where it is not the programme's first */
  kind?: string
}

/** A shipped programme as a body would publish it with another order of fee, contract and making. */
export function inThatOrder(id: string, order: string[]): Programme {
  const { settings, ...whole } = structuredClone(programme(id))
  return readProgramme({ ...whole, settings: { ...settings, 'contract.order': { ...settings['contract.order']!, value: order } } })
}

/** What happened at each step, in the words of the table: to be compared with it line by line. */
export function runCaseFile(id: string, steps: readonly CaseStep[], { facts, tier, kind, order }: CaseFileFacts = {}) {
  const one: Programme = kindOf(order ? inThatOrder(id, order) : programme(id), kind ?? null)
  const history: PastMove[] = []
  const dated: DatedMove[] = []
  let state = one.start
  const happened: CaseStep[] = []
  for (const step of steps) {
    const role = DUTIES[step.who.replace(/[A-Z]$/, '')]
    if (!role) throw new Error(`case file: who is ${step.who}?`)
    // "rule-council=decide-fit": what the body ruled stands behind the sign
    const [does = '', ruling] = step.does.split('=')
    const offered = moves(one, state, [role]).some(({ action }) => action === does)
    const result = transition(one, state, does, { roles: [role], actorId: step.who, history, given: step.gives, facts })
    if (result.ok && !offered) throw new Error(`case file: ${step.does} was done but not offered`)
    if (result.ok) {
      state = targetOf(result.value, state)
      history.push({ action: does, actorId: step.who, ruling })
      dated.push({ action: does, on: step.day, toState: state })
    }
    happened.push({
      ...step,
      state,
      paper: result.ok ? (result.value.document ?? '') : '',
      due: result.ok ? (nextDue(one, dated, { tier }) ?? '') : '',
      refused: result.ok
        ? []
        : [...new Set(result.refusals.map(({ code, facts: of }) => (code === 'missing-need' ? `missing:${of?.need}` : code)))],
    })
  }
  return { happened, state, dated, ended: one.states[state]?.end === true }
}
