import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { eraDate, japanDate, type Refusal } from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { programme } from '../../programmes/index.ts'
import { Button, ErrorSummary, Field, Page, statusOf } from '../../views/index.ts'
import { callsOf, findEntry, madeDataOf } from '../register/index.ts'
import { type C, frame } from './page-frame.ts'
import { proposals } from './schema.ts'
import { madeStatus, takesSecondUse } from './second-use.ts'
import { checkMayTakePaper, MADE } from './take-paper.ts'

const TITLE = '書面の提案を受け付ける'
const LABELS = { receivedOn: '書面を受け取った日', about: '提案の対象', earlier: '以前の契約の受付番号' }

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
  const names = new Map(
    await Promise.all(half.map(async ({ entryId }) => [entryId, (await findEntry(deps.db, organisation.id, entryId))?.name] as const)),
  )
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
              {half.map(({ id, entryId, proposerName, content, paper }) => (
                <li>
                  <a href={`${path}/${id}/edit`}>{content.answers['party-name']?.trim() || proposerName}</a>
                  <span class="small muted">{`　${names.get(entryId) ?? ''}・受け取った日 ${eraDate(paper!.receivedOn)}`}</span>
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
