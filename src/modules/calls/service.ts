import { sha256 } from '@noble/hashes/sha2.js'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { findOrganisation, peopleNames } from '../../auth/index.ts'
import { type Actor, hex, japanDate, NotFound, ok, PermissionDenied, type Result, refused, unlessConflict } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import type { Call } from '../register/index.ts'
import type { AnswerStep, Asker, Question, TypedAnswer } from './model.ts'
import { checkMayAnswer, checkMayDraft, mayAsk } from './permissions.ts'
import { askersOf, checkAnswer, checkQuestion, isWaiting } from './rules.ts'
import { findQuestion, insertQuestion, questionsIn } from './store.ts'

/** A receipt is drawn with the form; its hash names the question, so that a form sent twice is one question. */
const questionIdOf = (receipt: string) => hex(sha256(new TextEncoder().encode(`question ${receipt}`))).slice(0, 40)

const isReceipt = (text: string) => /^[a-z0-9]{16,64}$/.test(text)

const lines = (text: string) => text.replaceAll(/\r\n?/g, '\n').trim()

/** Where a call's own programme lets anybody ask. */
export const anyoneAsks = (call: Pick<Call, 'programmeId' | 'programmeVersion'>): boolean =>
  askersOf(programme(call.programmeId, call.programmeVersion)) === 'anyone'

export interface SentQuestion {
  asked: string
  confidential: boolean
  receipt: string
}

/** Asks a question on a call. Refusals: questions-not-taken, questions-closed, too-many-questions, required, too-long, form-stale. */
export async function askQuestion(deps: Deps, actor: Actor | undefined, call: Call, sent: SentQuestion): Promise<Result<Question>> {
  if (!mayAsk(actor, call.organisationId, anyoneAsks(call))) throw new PermissionDenied('ask-question')
  if (!isReceipt(sent.receipt)) return refused({ code: 'form-stale' })
  const id = questionIdOf(sent.receipt)
  const known = await findQuestion(deps.db, call.organisationId, call.id, id)
  if (known) return ok(known)
  const at = deps.clock()
  const waiting = (await questionsIn(deps.db, call.organisationId, call.id)).filter(isWaiting).length
  const asked = lines(sent.asked)
  const refusals = checkQuestion(programme(call.programmeId, call.programmeVersion), call, japanDate(at), asked, waiting)
  if (refusals.length > 0) return refused(...refusals)
  const question: Question = {
    ...{ id, revision: 1, organisationId: call.organisationId, callId: call.id, status: 'asked' },
    ...{ asked, confidential: sent.confidential, wording: '', answer: '', withheldFor: null },
    ...{ askerId: actor?.userId ?? null, askerOrganisationId: actor ? (proposerOf(actor) ?? null) : null },
    ...{ askedAt: at, publishedAt: null, correctedAt: null, savedAt: at, savedBy: actor?.userId ?? null },
  }
  const saved = await save(deps, 'question-asked', question)
  return saved.ok ? ok(question) : ok((await findQuestion(deps.db, call.organisationId, call.id, id))!)
}

const proposerOf = (actor: Actor) => Object.entries(actor.roles).find(([, roles]) => roles.includes('proposer'))?.[0]

async function save(deps: Deps, type: string, question: Question): Promise<Result<unknown>> {
  const { organisationId, id, callId, revision } = question
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await writeWithAudit(
      deps,
      [
        {
          ...{ organisationId, actorId: question.savedBy ?? 'visitor', type, subject: `question:${id}` },
          ...{ facts: { call: callId, revision }, isPublic: type === 'question-published' || type === 'question-corrected' },
        },
      ],
      () => [insertQuestion(deps.db, question)],
      { unique: ['call_questions.id'] },
    )
  })
}

/** The asker's names, so that they are kept out of what is published. */
async function askerOf(deps: Deps, { askerId, askerOrganisationId }: Question): Promise<Asker> {
  const [organisation, names] = await Promise.all([
    askerOrganisationId ? findOrganisation(deps.db, askerOrganisationId) : undefined,
    peopleNames(deps.db),
  ])
  return { organisation: organisation?.name ?? '', person: names.get(askerId ?? '') ?? '' }
}

/** A question for those who answer. @throws {NotFound} */
export async function openQuestion(deps: Deps, actor: Actor | undefined, call: Call, id: string) {
  checkMayDraft(actor, call.organisationId)
  const question = await findQuestion(deps.db, call.organisationId, call.id, id)
  if (!question) throw new NotFound('question')
  return { question, asker: await askerOf(deps, question) }
}

const AFTER = { draft: 'drafted', publish: 'published', private: 'private' } as const

/** Drafts, publishes or privately gives an answer. Refusals: of checkAnswer, changed-meanwhile. */
export async function answerQuestion(
  deps: Deps,
  actor: Actor | undefined,
  call: Call,
  id: string,
  step: AnswerStep,
  typed: TypedAnswer,
  revision: number,
): Promise<Result<unknown>> {
  if (step === 'draft') checkMayDraft(actor, call.organisationId)
  else checkMayAnswer(actor, call.organisationId)
  const { question, asker } = await openQuestion(deps, actor, call, id)
  if (question.revision !== revision) return refused({ code: 'changed-meanwhile' })
  const wanted = { ...typed, wording: lines(typed.wording), answer: lines(typed.answer) }
  const refusals = checkAnswer(step, question, wanted, asker)
  if (refusals.length > 0) return refused(...refusals)
  const at = deps.clock()
  const isCorrection = question.status === 'published'
  const type =
    step === 'publish'
      ? isCorrection
        ? 'question-corrected'
        : 'question-published'
      : `question-${step === 'draft' ? 'drafted' : 'answered'}`
  return save(deps, type, {
    ...question,
    ...{ revision: revision + 1, status: AFTER[step], wording: wanted.wording, answer: wanted.answer },
    withheldFor: step === 'private' ? (wanted.withheldFor as Question['withheldFor']) : null,
    ...(step === 'publish' ? { publishedAt: question.publishedAt ?? at, correctedAt: isCorrection ? at : null } : {}),
    ...{ savedAt: at, savedBy: actor.userId },
  })
}

/** Publishes all drafts that are as they were shown. @returns how many were published, and how many were not */
export async function publishDrafts(deps: Deps, actor: Actor | undefined, call: Call, shown: ReadonlyMap<string, number>) {
  checkMayAnswer(actor, call.organisationId)
  const count = { done: 0, refused: 0 }
  for (const { id, status, wording, answer, revision } of await questionsIn(deps.db, call.organisationId, call.id)) {
    if (status !== 'drafted' || shown.get(id) !== revision) continue
    const outcome = await answerQuestion(deps, actor, call, id, 'publish', { wording, answer, withheldFor: '' }, revision)
    if (outcome.ok) count.done++
    else count.refused++
  }
  return count
}

/** What this person asked on a call; somebody without an account shows the receipt. */
export async function ownQuestions(deps: Deps, actor: Actor | undefined, call: Call, receipt?: string): Promise<Question[]> {
  const id = receipt !== undefined && isReceipt(receipt) ? questionIdOf(receipt) : undefined
  const mine = proposerOf(actor ?? { userId: '', name: '', roles: {} })
  return (await questionsIn(deps.db, call.organisationId, call.id)).filter(
    (one) => (id !== undefined && one.id === id && one.askerId === null) || (mine !== undefined && one.askerOrganisationId === mine),
  )
}

/** The asker takes a question back that has no answer yet. */
export async function withdrawQuestion(deps: Deps, actor: Actor, call: Call, id: string): Promise<Result<unknown>> {
  const question = (await ownQuestions(deps, actor, call)).find((one) => one.id === id)
  if (!question) throw new NotFound('question')
  if (!isWaiting(question)) return refused({ code: 'question-answered' })
  const at = deps.clock()
  return save(deps, 'question-withdrawn', {
    ...question,
    ...{ revision: question.revision + 1, status: 'withdrawn', savedAt: at, savedBy: actor.userId },
  })
}
