import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import type { Organisation } from '../../auth/index.ts'
import {
  type Actor,
  eraDate,
  hasRole,
  idFrom,
  isIsoDate,
  japanDate,
  NotFound,
  ok,
  type Refusal,
  type Result,
  refused,
} from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { programme } from '../../programmes/index.ts'
import { Button, ErrorSummary, Field, Page, statusOf } from '../../views/index.ts'
import { knowProgramme } from '../programmes/index.ts'
import { callsOf, findCall, findEntry, findMadeData, type MadeData, madeDataOf } from '../register/index.ts'
import { programmeOfCase } from './case.ts'
import { type C, frame } from './page-frame.ts'
import { checkCallTakes } from './rules.ts'
import { proposals } from './schema.ts'
import { madeProblems, madeStatus, secondUseOf, takesSecondUse } from './second-use.ts'
import { casesOfMadeData, findCase } from './store.ts'

const TITLE = '書面の提案を受け付ける'
/** Before the id of made data, where a call stands otherwise. */
const MADE = 'made'
const LABELS = { receivedOn: '書面を受け取った日', about: '提案の対象', earlier: '以前の契約の受付番号' }

type Office = Organisation & { programmeVersion?: string }

/** Who types in what came on paper: the desk that screens. @throws {NotFound} for everybody else */
function checkMayTakePaper(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!actor || !hasRole(actor, organisationId, 'screening-officer')) throw new NotFound('paper')
}

/** What a paper is about, as the form names it: "callId entryId", or "made id". */
async function wantedOf(deps: Deps, { id: organisationId, programmeId, programmeVersion }: Office, about: string) {
  const [first = '', second = ''] = about.split(' ')
  if (first === MADE) {
    const made = await findMadeData(deps.db, organisationId, second)
    const its = programme(programmeId ?? '', programmeVersion)
    return made && takesSecondUse(its) ? { made, call: undefined, begun: secondUseOf(its, made) } : undefined
  }
  const [call, entry] = await Promise.all([findCall(deps.db, organisationId, first), findEntry(deps.db, organisationId, second)])
  if (!call || !entry) return undefined
  const begun = { callId: call.id, entryId: entry.id, programmeId: call.programmeId, programmeVersion: call.programmeVersion, kind: null }
  return { made: undefined, call: { call, entry }, begun: { ...begun, made: undefined } }
}

/** The case by which the same proposer contracted these data before; undefined: there is none with that receipt number. */
async function earlierCase(deps: Deps, { id: organisationId }: Office, made: MadeData, receiptNumber: string) {
  const users = [await findCase(deps.db, organisationId, made.caseId), ...(await casesOfMadeData(deps.db, organisationId, made.id))]
  return users.find((one) => one?.receiptNumber === receiptNumber)?.id
}

/** Begins a case for a proposal that came on paper: the official types it in, and it goes the way of every other. */
export async function takePaper(
  deps: Deps,
  actor: Actor | undefined,
  office: Office,
  typed: Readonly<Record<string, string>>,
): Promise<Result<{ id: string }>> {
  const organisationId = office.id
  checkMayTakePaper(actor, organisationId)
  const wanted = await wantedOf(deps, office, typed.about ?? '')
  const receivedOn = typed.receivedOn ?? ''
  const number = typed.earlier?.normalize('NFKC').trim() ?? ''
  const earlier = wanted?.made && number !== '' ? await earlierCase(deps, office, wanted.made, number) : undefined
  const at = deps.clock()
  const refusals: Refusal[] = []
  if (!isIsoDate(receivedOn)) refusals.push({ code: 'not-a-date', field: 'receivedOn' })
  else if (receivedOn > japanDate(at)) refusals.push({ code: 'received-tomorrow', field: 'receivedOn' })
  else if (wanted) {
    const { made, call } = wanted
    const problems = made ? madeProblems(made, receivedOn) : checkCallTakes(call.call, call.entry, receivedOn)
    refusals.push(...problems.map((one) => ({ ...one, field: 'receivedOn' })))
  }
  if (!wanted) refusals.push({ code: 'required', field: 'about' })
  if (number !== '' && !earlier) refusals.push({ code: 'earlier-unknown', field: 'earlier' })
  if (refusals.length > 0 || !wanted) return refused(...refusals)
  const { made, ...about } = wanted.begun
  const { callId, entryId, programmeId, programmeVersion } = about
  await knowProgramme(deps.db, organisationId, programmeId, programmeVersion)
  const id = idFrom(deps.random(20))
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'proposal-drafted',
        subject: `proposal:${id}`,
        facts: {
          ...(made ? { made: made.id } : { call: callId }),
          ...{ entry: entryId, programme: programmeId, version: programmeVersion, onPaper: true, receivedOn },
          ...(earlier ? { earlier } : {}),
        },
      },
    ],
    () => [
      deps.db.insert(proposals).values({
        ...{ id, organisationId, ...about, madeDataId: made?.id ?? null },
        // No account stands behind it: nobody signs in as this proposer.
        proposerOrganisationId: `paper-${id}`,
        proposerName: '（書面で提案した方）',
        paper: { receivedOn, typedBy: actor.userId, ...(earlier ? { earlier } : {}) },
        state: programmeOfCase(about).start,
        version: 0,
        content: { answers: {}, onPaper: true, pledged: false, ...(made ? { made } : {}) },
        createdAt: at,
        updatedAt: at,
      }),
    ],
  )
  return ok({ id })
}

/** Where an official begins, and finds again what is half typed in. */
export async function showPaperIntake(deps: Deps, c: C, typed: Readonly<Record<string, string>> = {}, refusals: Refusal[] = []) {
  const { actor, organisation } = c.var
  checkMayTakePaper(actor, organisation.id)
  const today = japanDate(deps.clock())
  const calls = (await callsOf(deps.db, organisation.id)).filter(({ opensOn }) => opensOn <= today).slice(0, 5)
  const choices = await Promise.all(
    calls.flatMap((call) =>
      call.entries.map(async ({ entryId }) => ({
        value: `${call.id} ${entryId}`,
        label: `${call.title}：${(await findEntry(deps.db, organisation.id, entryId))?.name ?? entryId}`,
      })),
    ),
  )
  const its = programme(organisation.programmeId ?? '', organisation.programmeVersion)
  const made = takesSecondUse(its) ? await madeDataOf(deps.db, organisation.id) : []
  const offered = await Promise.all(
    made
      .filter((one) => ['open', 'over'].includes(madeStatus(one, today)))
      .map(async (one) => ({
        value: `${MADE} ${one.id}`,
        label: `作成済みのデータ：${(await findEntry(deps.db, organisation.id, one.entryId))?.name ?? ''}（${eraDate(japanDate(one.createdAt))}）`,
      })),
  )
  const half = (
    await deps.db
      .select()
      .from(proposals)
      .where(inOrganisation(proposals, organisation.id, eq(proposals.state, 'draft')))
  ).filter(({ paper }) => paper !== null)
  const path = `/${organisation.id}/proposals`
  return c.html(
    <Page
      {...frame(deps, c)}
      title={TITLE}
      section="desk"
      crumbs={[
        { href: `/${organisation.id}`, label: organisation.name },
        { href: `/${organisation.id}/desk`, label: '事務机' },
      ]}
    >
      <div class="narrow">
        <h1>{TITLE}</h1>
        <ErrorSummary refusals={refusals} labels={LABELS} />
        <p>
          窓口や郵送で受け取った提案書を、提案者と同じ様式に入力します。書面を読み取ったファイルと誓約書を添付し、提出すると、受付番号が付きます。受付の日は、書面を受け取った日です。
        </p>
        <form method="post" action={`${path}/paper`}>
          <Field
            name="about"
            label={LABELS.about}
            options={[{ value: '', label: '選んでください' }, ...choices, ...offered]}
            value={typed.about}
            required
            refusals={refusals}
          />
          <Field name="receivedOn" label={LABELS.receivedOn} type="date" short value={typed.receivedOn} required refusals={refusals} />
          {offered.length > 0 ? (
            <Field
              name="earlier"
              label={LABELS.earlier}
              short
              hint="同じ作成済みのデータの契約を結んだことのある提案者のときだけ、その受付番号を書いてください。手数料の額が変わります。"
              value={typed.earlier}
              refusals={refusals}
            />
          ) : null}
          <div class="actions">
            <Button>入力を始める</Button>
          </div>
        </form>
        {half.length > 0 ? (
          <section aria-labelledby="half">
            <h2 id="half">入力の途中</h2>
            <ul class="rows">
              {half.map(({ id, proposerName, content, paper }) => (
                <li>
                  <a href={`${path}/${id}/edit`}>{content.answers['party-name']?.trim() || proposerName}</a>
                  <span class="small muted">{`　受け取った日 ${eraDate(paper!.receivedOn)}`}</span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </Page>,
    refusals.length > 0 ? statusOf(refusals) : 200,
  )
}
