import { fineField, wantField } from '../proposals/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import { NOT_WANTED } from './fineness.ts'
import { tellingItems, type Wish } from './wish.ts'

/** A wish as answers of a proposal, so that nothing is typed twice. */
export function answersOf(entry: RegisterEntry, { fineness, others, persons, period, purpose }: Wish): Record<string, string> {
  const fine = tellingItems(entry).flatMap(({ no, name }) => {
    const step = fineness.get(name)
    return step && step.id !== NOT_WANTED.id ? [{ no, label: step.label }] : []
  })
  return Object.fromEntries([
    ['persons', String(persons)],
    ...fine.flatMap(({ no, label }) => [
      [wantField(no), 'yes'],
      [fineField(no), label],
    ]),
    ...[...others].map((no) => [wantField(no), 'yes']),
    ...(period
      ? [
          ['period-from', period.from],
          ['period-to', period.to],
        ]
      : []),
    ...(purpose ? [['purpose-purpose', purpose]] : []),
  ])
}
