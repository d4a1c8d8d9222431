import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { eraDate, japanDate, type Refusal } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { Button, Check, ErrorSummary, Facts, Field, Notice, Page, sentence, statusOf, Tag } from '../../views/index.ts'
import { factsOf, findCase } from '../proposals/index.ts'
import { findEntry, listEntries, openCallsOf, type RegisterEntry } from '../register/index.ts'
import type { Consultation, Meeting, TypedMeeting } from './model.ts'
import { type C, frame, LABELS, STATUS, TITLE } from './page-frame.ts'
import { isOwn, mayRecord } from './permissions.ts'
import { canLeadOn, dueOf, OUTCOMES, PARTICIPANTS } from './rules.ts'
import { loadConsultation } from './service.ts'
import { casesBegunFrom } from './store.ts'

export interface Sent {
  refusals: Refusal[]
  typed?: Partial<TypedMeeting & { meetOn: string; meetHow: string; entry: string }>
}

export const StatusTag: FC<{ of: Consultation }> = ({ of }) => <Tag colour={STATUS[of.status][1]}>{STATUS[of.status][0]}</Tag>

/** What was said in one talk, as the business and the office both read it. */
export const MeetingFacts: FC<{ meeting: Meeting }> = ({ meeting: { heldOn, participants, minutes, said, outcome, advice } }) => (
  <Facts
    rows={[
      [LABELS.heldOn!, `${eraDate(heldOn)}（${minutes}分）`],
      [LABELS.participants!, participants.map((role) => PARTICIPANTS[role]).join('、')],
      [LABELS.said!, <span class="pre">{said}</span>],
      [LABELS.outcome!, OUTCOMES[outcome]],
      [LABELS.advice!, advice ? <span class="pre">{advice}</span> : ''],
    ]}
  />
)

const wishRows = (one: Consultation, entry: RegisterEntry | undefined): [string, string | undefined][] => {
  const its = programme(one.programmeId, one.programmeVersion)
  const wanted = entry ? factsOf(its, { answers: one.wish, pledged: false }, entry).wanted : []
  return [
    [LABELS.entry!, entry?.name ?? 'まだ決めていない'],
    [LABELS['purpose-purpose']!, one.wish['purpose-purpose']],
    ['必要な項目と細かさ', wanted.map(({ name, granularity }) => `${name}：${granularity || '（未定）'}`).join('\n')],
    [LABELS['method-records']!, one.wish['method-records']],
    [LABELS.persons!, one.wish.persons],
  ]
}

/** One consultation: the wish, what was said, and what comes next. */
export async function showConsultation(deps: Deps, c: C, id: string, sent?: Sent) {
  const { actor, organisation } = c.var
  const one = await loadConsultation(deps, actor, organisation.id, id)
  const isStaff = mayRecord(actor, organisation.id)
  const today = japanDate(deps.clock())
  const base = `/${organisation.id}`
  const [entry, calls, links] = await Promise.all([
    one.entryId ? findEntry(deps.db, organisation.id, one.entryId) : undefined,
    openCallsOf(deps.db, organisation.id, today),
    casesBegunFrom(deps.db, organisation.id, id),
  ])
  const begun = (await Promise.all(links.map(({ caseId }) => findCase(deps.db, organisation.id, caseId)))).filter(
    (found) => found !== undefined,
  )
  const takers = calls.filter(({ entries }) => entries.some(({ entryId }) => entryId === one.entryId))
  const dueOn = dueOf(programme(one.programmeId, one.programmeVersion), one)
  const refusals = sent?.refusals ?? []
  const isOver = one.status === 'held' || one.status === 'withdrawn'
  return c.html(
    <Page {...frame(deps, c, isStaff && !isOwn(actor, one))} title={`${TITLE} ${one.number}`}>
      <div class="title-line">
        <h1>{`${TITLE} ${one.number}`}</h1>
        <StatusTag of={one} />
      </div>
      <ErrorSummary refusals={refusals} labels={LABELS} />
      {one.status === 'arranged' ? (
        <Notice title="相談の予定">
          <p>{`${eraDate(one.meetOn!)}　${one.meetHow}`}</p>
        </Notice>
      ) : one.status === 'requested' ? (
        <Notice>{dueOn ? `団体が${eraDate(dueOn)}までに、日時を返事します。` : '団体からの返事を待っています。'}</Notice>
      ) : null}
      {one.meetings.map((meeting, i) => (
        <section aria-labelledby={`meeting-${i}`}>
          <h2 id={`meeting-${i}`}>{`相談の記録${one.meetings.length > 1 ? `（${i + 1}回目）` : ''}`}</h2>
          <MeetingFacts meeting={meeting} />
        </section>
      ))}
      <h2>希望</h2>
      <Facts
        rows={[
          [LABELS.company!, one.company],
          [LABELS.contact!, one.contact],
          ['申込み', eraDate(japanDate(one.requestedAt))],
          [LABELS.preferred!, one.preferred],
          ...(wishRows(one, entry).map(([label, text]): [string, unknown] => [label, text ? <span class="pre">{text}</span> : '']) as [
            string,
            string,
          ][]),
          ...(isStaff ? ([[LABELS.internal!, one.internal]] as [string, string][]) : []),
        ]}
      />
      {begun.some(({ state }) => state !== 'draft') || isOwn(actor, one) ? <h2>提案</h2> : null}
      <ul class="rows">
        {begun
          .filter(({ state }) => state !== 'draft' || isOwn(actor, one))
          .map((theCase) => (
            <li>
              <a href={`${base}/proposals/${theCase.id}`}>{`この相談から始まった提案　${theCase.receiptNumber ?? '下書き'}`}</a>
            </li>
          ))}
      </ul>
      {isOwn(actor, one) && canLeadOn(one) ? (
        takers.length === 0 ? (
          <p class="muted">
            この個人情報ファイルの提案を受け付けている募集は、今はありません。募集が始まると、ここから提案を書き始められます。
          </p>
        ) : (
          takers.map((call) => (
            <form method="post" action={`${base}/consultations/${id}/propose`}>
              <input type="hidden" name="call" value={call.id} />
              <p>{`「${call.title}」に、この相談の希望を引き継いで提案を書きます。`}</p>
              <Button>この相談をもとに提案を書く</Button>
            </form>
          ))
        )
      ) : null}
      {isStaff && one.status !== 'withdrawn' ? <Office deps={deps} one={one} sent={sent} entry={entry} isOver={isOver} /> : null}
      {isOwn(actor, one) && !isOver ? (
        <form method="post" action={`${base}/consultations/${id}`}>
          <Button kind="secondary" small name="step" value="withdraw">
            相談の申込みを取り下げる
          </Button>
        </form>
      ) : null}
    </Page>,
    refusals.length > 0 ? statusOf(refusals) : 200,
  )
}

/** Forms of the office: when to talk, and what was said. */
const Office = async ({
  deps,
  one,
  sent,
  entry,
  isOver,
}: {
  deps: Deps
  one: Consultation
  sent?: Sent
  entry: RegisterEntry | undefined
  isOver: boolean
}) => {
  const entries = await listEntries(deps.db, one.organisationId)
  const refusals = sent?.refusals ?? []
  const last = isOver ? one.meetings.at(-1) : undefined
  const typed = {
    ...{ meetOn: one.meetOn ?? '', meetHow: one.meetHow, entry: entry?.slug ?? '', internal: one.internal },
    ...(last
      ? { ...last, minutes: String(last.minutes) }
      : { heldOn: one.meetOn ?? '', participants: ['business', 'screening'], minutes: '', said: '', outcome: '', advice: '' }),
    ...sent?.typed,
  }
  const action = `/${one.organisationId}/consultations/${one.id}`
  const field = (
    name: 'meetHow' | 'said' | 'advice' | 'internal' | 'minutes',
    more: { rows?: number; hint?: string; required?: boolean; short?: boolean },
  ) => <Field name={name} label={LABELS[name]!} value={typed[name]} refusals={refusals} {...more} />
  const errors = refusals.filter(({ field }) => field === 'participants')
  const form = (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="revision" value={one.revision} />
      <Field name="heldOn" label={LABELS.heldOn!} type="date" short required value={typed.heldOn} refusals={refusals} />
      <fieldset class="field" id="participants">
        <legend>{LABELS.participants}</legend>
        {errors.length > 0 ? <div class="error">{errors.map(sentence).join('')}</div> : null}
        {Object.entries(PARTICIPANTS).map(([role, label]) => (
          <Check name="participants" id={`participants-${role}`} value={role} checked={typed.participants.includes(role)}>
            {label}
          </Check>
        ))}
      </fieldset>
      {field('minutes', { short: true, required: true })}
      <Field
        name="entry"
        label={LABELS.entry!}
        value={typed.entry}
        options={[{ value: '', label: '決めていない' }, ...entries.map(({ slug, name }) => ({ value: slug, label: name }))]}
      />
      {field('said', { rows: 6, required: true, hint: '相談した方も読みます。' })}
      <Field
        name="outcome"
        label={LABELS.outcome!}
        required
        value={typed.outcome}
        refusals={refusals}
        options={[{ value: '', label: '選んでください' }, ...Object.entries(OUTCOMES).map(([value, label]) => ({ value, label }))]}
      />
      {field('advice', { rows: 4, hint: '相談した方も読みます。希望の直し方や、ほかの制度の窓口など。' })}
      {field('internal', { rows: 3, hint: '職員だけが読みます。' })}
      <Button name="step" value="record">
        {isOver ? '記録を直す' : '相談を記録する'}
      </Button>
    </form>
  )
  return isOver ? (
    <details open={refusals.length > 0}>
      <summary>記録を直す</summary>
      {form}
    </details>
  ) : (
    <>
      <h2>日時を決める</h2>
      <form method="post" action={action} novalidate>
        <input type="hidden" name="revision" value={one.revision} />
        <Field name="meetOn" label={LABELS.meetOn!} type="date" short required value={typed.meetOn} refusals={refusals} />
        {field('meetHow', { required: true, hint: '例：14時から、電話で' })}
        <Button kind="secondary" name="step" value="arrange">
          日時を知らせる
        </Button>
      </form>
      <h2>相談を記録する</h2>
      {form}
    </>
  )
}
