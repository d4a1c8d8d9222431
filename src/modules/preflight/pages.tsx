import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { japanDate } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { Button, ErrorSummary, Field, Page } from '../../views/index.ts'
import { listEntries, openCallsOf } from '../register/index.ts'
import { Outlook } from './outlook-part.tsx'
import { answer } from './rules.ts'
import { readWish } from './wish.ts'
import { LABELS, WishFields } from './wish-part.tsx'

const TITLE = '提案の前の見通し'

/** Public, without sign-in: what could be had of a file, when and for how much. */
export const preflightPages = (deps: Deps) => new Hono<AppEnv>().get('/preflight', (c) => show(deps, c))

async function show(deps: Deps, c: Context<AppEnv>) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const one = programme(organisation.programmeId ?? '', organisation.programmeVersion)
  const today = japanDate(deps.clock())
  const [entries, open] = await Promise.all([listEntries(deps.db, organisation.id), openCallsOf(deps.db, organisation.id, today)])
  const query = c.req.query()
  const entry = entries.find(({ slug }) => slug === query.entry)
  const { wish, refusals } = readWish(entry, query, today)
  const call = (entry && open.find((one) => one.entries.some(({ entryId }) => entryId === entry.id))) ?? null
  const asked = query.ask !== undefined && entry !== undefined && refusals.length === 0
  return c.html(
    <Page
      actor={c.var.actor}
      demonstration={deps.demonstration}
      organisation={organisation}
      section="register"
      title={TITLE}
      crumbs={[
        { href: base, label: organisation.name },
        { href: `${base}/register`, label: '個人情報ファイル簿' },
      ]}
    >
      <h1>{TITLE}</h1>
      <p class="lead">
        {`使いたい個人情報ファイルと、欲しい項目や細かさを選ぶと、${one.words.deidentifiedData}として得られそうか、いつ決まり、いくらかかるかの見通しが出ます。登録はいりません。入力した内容は保存しません。`}
      </p>
      {query.ask !== undefined ? <ErrorSummary refusals={refusals} labels={LABELS} /> : null}
      <form method="get" action={`${base}/preflight`}>
        <Field
          name="entry"
          label={LABELS.entry}
          required
          value={entry?.slug ?? ''}
          options={[
            { value: '', label: '選んでください' },
            ...entries.map(({ slug, name, isEligible }) => ({
              value: slug,
              label: `${name}${isEligible ? '' : '（募集の対象ではない）'}`,
            })),
          ]}
          refusals={query.ask !== undefined ? refusals : []}
        />
        {entry ? <WishFields entry={entry} wish={wish} query={query} refusals={query.ask !== undefined ? refusals : []} /> : null}
        <Button name="ask" value="1">
          {entry ? '見通しを見る' : '次へ'}
        </Button>
      </form>
      {asked ? <Outlook base={base} one={one} entry={entry} wish={wish} result={answer(one, entry, call, wish, today)} /> : null}
    </Page>,
  )
}
