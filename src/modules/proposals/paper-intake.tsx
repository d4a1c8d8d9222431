import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
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
import { Button, ErrorSummary, Field, Page, statusOf } from '../../views/index.ts'
import { knowProgramme } from '../programmes/index.ts'
import { callsOf, findCall, findEntry } from '../register/index.ts'
import { programmeOfCase } from './case.ts'
import { type C, frame } from './page-frame.ts'
import { checkCallTakes } from './rules.ts'
import { proposals } from './schema.ts'

const TITLE = '書面の提案を受け付ける'
const LABELS = { receivedOn: '書面を受け取った日', about: '募集と個人情報ファイル' }

/** Who types in what came on paper: the desk that screens. @throws {NotFound} for everybody else */
function checkMayTakePaper(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!actor || !hasRole(actor, organisationId, 'screening-officer')) throw new NotFound('paper')
}

/** Begins a case for a proposal that came on paper: the official types it in, and it goes the way of every other. */
export async function takePaper(
  deps: Deps,
  actor: Actor | undefined,
  organisationId: string,
  typed: Readonly<Record<string, string>>,
): Promise<Result<{ id: string }>> {
  checkMayTakePaper(actor, organisationId)
  const [callId = '', entryId = ''] = (typed.about ?? '').split(' ')
  const receivedOn = typed.receivedOn ?? ''
  const [call, entry] = await Promise.all([findCall(deps.db, organisationId, callId), findEntry(deps.db, organisationId, entryId)])
  const at = deps.clock()
  const refusals: Refusal[] = []
  if (!isIsoDate(receivedOn)) refusals.push({ code: 'not-a-date', field: 'receivedOn' })
  else if (receivedOn > japanDate(at)) refusals.push({ code: 'received-tomorrow', field: 'receivedOn' })
  else if (call && entry) refusals.push(...checkCallTakes(call, entry, receivedOn).map((one) => ({ ...one, field: 'receivedOn' })))
  if (!call || !entry) refusals.push({ code: 'required', field: 'about' })
  if (refusals.length > 0 || !call || !entry) return refused(...refusals)
  const { programmeId, programmeVersion } = call
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
        facts: { call: call.id, entry: entry.id, programme: programmeId, version: programmeVersion, onPaper: true, receivedOn },
      },
    ],
    () => [
      deps.db.insert(proposals).values({
        ...{ id, organisationId, programmeId, programmeVersion, callId: call.id, entryId: entry.id, kind: null, madeDataId: null },
        // No account stands behind it: nobody signs in as this proposer.
        proposerOrganisationId: `paper-${id}`,
        proposerName: '（書面で提案した方）',
        paper: { receivedOn, typedBy: actor.userId },
        state: programmeOfCase({ programmeId, programmeVersion, kind: null }).start,
        version: 0,
        content: { answers: {}, onPaper: true, pledged: false },
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
  const calls = (await callsOf(deps.db, organisation.id)).filter(({ opensOn }) => opensOn <= japanDate(deps.clock())).slice(0, 5)
  const choices = await Promise.all(
    calls.flatMap((call) =>
      call.entries.map(async ({ entryId }) => ({
        value: `${call.id} ${entryId}`,
        label: `${call.title}：${(await findEntry(deps.db, organisation.id, entryId))?.name ?? entryId}`,
      })),
    ),
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
            options={[{ value: '', label: '選んでください' }, ...choices]}
            value={typed.about}
            required
            refusals={refusals}
          />
          <Field name="receivedOn" label={LABELS.receivedOn} type="date" short value={typed.receivedOn} required refusals={refusals} />
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
