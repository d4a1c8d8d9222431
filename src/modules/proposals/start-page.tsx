import type { Deps } from '../../app-env.ts'
import { eraDate, japanDate, NotFound, type Refusal } from '../../core/index.ts'
import { programme as programmeOf } from '../../programmes/index.ts'
import { Button, ErrorSummary, Facts, Notice, Page } from '../../views/index.ts'
import { findCall, findEntry } from '../register/index.ts'
import { duplicatesOf } from './duplicates.ts'
import { DuplicateWarning } from './duplicates-part.tsx'
import { type C, frame } from './page-frame.ts'
import { proposerOrganisations } from './permissions.ts'
import { carriedFields, checkCallTakes } from './rules.ts'

/** What a draft is asked for, and the answers that it is to begin with. */
export interface Wanted {
  callId: string
  entryId: string
  carried: Readonly<Record<string, string>>
}

/** What is carried over, in lines; an item whose fineness is said needs none of its own. */
const saidOf = (carried: ReturnType<typeof carriedFields>) => {
  const fine = new Set(carried.map(({ label }) => label))
  return carried
    .filter(({ label }) => !fine.has(`「${label}」の細かさ`))
    .map(({ label, value }) => (value === 'yes' ? label : `${label}：${value}`))
    .join('\n')
}

/** Before a draft is made: what it will be about. */
export async function showStart(deps: Deps, c: C, wanted: Wanted, refusals: Refusal[] = []) {
  const { organisation, actor } = c.var
  const call = await findCall(deps.db, organisation.id, wanted.callId)
  const entry = await findEntry(deps.db, organisation.id, wanted.entryId)
  if (!call || !entry) throw new NotFound('call or entry')
  const programme = programmeOf(call.programmeId, call.programmeVersion)
  const carriedOver = carriedFields(programme, entry, wanted.carried)
  const [mine] = proposerOrganisations(actor)
  const isProposer = mine !== undefined
  const problems = checkCallTakes(call, entry, japanDate(deps.clock()))
  return c.html(
    <Page
      {...frame(deps, c)}
      title="提案を始める"
      crumbs={[
        { href: `/${organisation.id}`, label: organisation.name },
        { href: `/${organisation.id}/calls/${call.id}`, label: call.title },
      ]}
    >
      <div class="narrow">
        <h1>提案を始める</h1>
        <ErrorSummary refusals={refusals.length > 0 ? refusals : problems} />
        <Facts
          rows={[
            ['個人情報ファイル', entry.name],
            ['募集', call.title],
            ['締切り', `${eraDate(call.closesOn)}（${call.closesOn}）`],
            ['引き継ぐ内容', saidOf(carriedOver) || undefined],
            ['書くこと', programme.proposalItems.map(({ no, label }) => `${no}. ${label}`).join('\n')],
            [
              '用意する書類',
              programme.attachments
                .filter(({ required }) => required)
                .map(({ label, appliesTo }) => `・${label}${appliesTo === 'agent' ? '（代理人が提案するとき）' : ''}`)
                .join('\n'),
            ],
          ]}
        />
        {problems.length > 0 || mine === undefined ? null : (
          <DuplicateWarning
            duplicates={
              await duplicatesOf(
                deps,
                { organisationId: organisation.id, proposerOrganisationId: mine, content: { answers: {}, pledged: false } },
                entry,
              )
            }
            proposals={`/${organisation.id}/proposals`}
            isProposer
          />
        )}
        {problems.length > 0 ? null : isProposer ? (
          <form method="post" action={`/${organisation.id}/proposals`}>
            <input type="hidden" name="call" value={call.id} />
            <input type="hidden" name="entry" value={entry.id} />
            {carriedOver.map(({ name, value }) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <p>途中で保存して、あとから続きを書けます。提出するまで、団体の職員には見えません。</p>
            <div class="actions">
              <Button>提案を書き始める</Button>
            </div>
          </form>
        ) : (
          <Notice kind="warning">提案できるのは、提案者として登録した方です。提案者のアカウントでログインし直してください。</Notice>
        )}
      </div>
    </Page>,
    refusals.length > 0 ? 422 : 200,
  )
}
