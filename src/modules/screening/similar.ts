import { type IsoDate, japanDate } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import type { Case, CaseEvent } from '../proposals/index.ts'
import { decisionKind } from './decisions.ts'

/** How an earlier case was judged by one criterion. It does not say who proposed. */
export interface EarlierFinding {
  caseId: string
  receiptNumber: string
  decidedOn: IsoDate
  finding: 'met' | 'not-met'
  /** as it stood in the notice */
  reason: string
  sameFile: boolean
  /** words of the purpose that both have */
  words: string[]
}

const MOST = 3
const FEWEST_WORDS = 2 // one word in common is chance

/** Words of a text: runs of kanji or katakana of two and more, or of Latin letters of three and more. */
export const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}{2,}|[\p{Script=Katakana}ー]{2,}|\p{Script=Latin}{3,}/gu) ?? [],
  )

const purposeOf = ({ content }: Case): Set<string> =>
  wordsOf(['purpose-purpose', 'purpose-use', 'purpose-business'].map((name) => content.answers[name] ?? '').join('\n'))

interface Frozen {
  criterion: string
  finding: string
  reason: string
}

/** The findings with which a case was decided; undefined while it is not, or is under review anew. */
function decisionOf(programme: Programme, events: readonly CaseEvent[]): { on: IsoDate; findings: Frozen[] } | undefined {
  const left = events.findLastIndex(({ fromState, toState }) => fromState !== toState && isReviewed(programme, toState))
  const decided = events.slice(left + 1).findLast(({ action, data }) => {
    const move = programme.transitions.find((candidate) => candidate.action === action)
    return move && decisionKind(move) !== undefined && decisionKind(move) !== 'plain' && Array.isArray(data?.findings)
  })
  return decided && { on: japanDate(decided.at), findings: decided.data?.findings as Frozen[] }
}

const isReviewed = (programme: Programme, state: string): boolean =>
  programme.transitions.some((move) => move.from.includes(state) && decisionKind(move) === 'unfit')

/**
 * Criterion → how like cases were judged by it: those for the same file first, then those whose purposes have most words in
 * common, then the newest.
 */
export function similarFindings(
  programme: Programme,
  theCase: Case,
  others: readonly { theCase: Case; events: readonly CaseEvent[] }[],
): Map<string, EarlierFinding[]> {
  const own = purposeOf(theCase)
  const like = others
    .filter(({ theCase: other }) => other.id !== theCase.id && other.programmeId === theCase.programmeId)
    .map(({ theCase: other, events }) => ({
      ...{ other, decision: decisionOf(programme, events), sameFile: other.entryId === theCase.entryId },
      words: [...purposeOf(other)].filter((word) => own.has(word)),
    }))
    .filter(({ sameFile, words }) => sameFile || words.length >= FEWEST_WORDS)
    .sort(
      (a, b) =>
        Number(b.sameFile) - Number(a.sameFile) ||
        b.words.length - a.words.length ||
        (b.decision?.on ?? '').localeCompare(a.decision?.on ?? '') ||
        a.other.id.localeCompare(b.other.id),
    )
  return new Map(
    programme.criteria.map(({ id }) => [
      id,
      like
        .flatMap(({ other, decision, sameFile, words }): EarlierFinding[] => {
          const judged = decision?.findings.find(({ criterion }) => criterion === id)
          if (!decision || (judged?.finding !== 'met' && judged?.finding !== 'not-met')) return []
          const { finding, reason } = judged
          return [
            { ...{ caseId: other.id, receiptNumber: other.receiptNumber ?? '', decidedOn: decision.on }, finding, reason, sameFile, words },
          ]
        })
        .slice(0, MOST),
    ]),
  )
}
