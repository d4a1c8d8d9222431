import { type Context, Hono } from 'hono'
import type { FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { eraDate, japanDate, type Refusal } from '../../core/index.ts'
import { type Programme, programme } from '../../programmes/index.ts'
import { Button, ErrorSummary, Facts, FeeTable, Field, LinkButton, Notice, Page, Table } from '../../views/index.ts'
import { listEntries, openCallsOf, type RegisterEntry } from '../register/index.ts'
import { type Fineness, stepsOf, usualStep } from './fineness.ts'
import { type Answer, answer, type Wish } from './rules.ts'

const TITLE = '提案の前の見通し'
const LABELS = { entry: '個人情報ファイル', persons: '求める本人の数', hours: '作成にかかる時間' }
const MOST_HOURS = 1_000

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
  const { wish, refusals } = readWish(entry, query)
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
        {`知りたい個人情報ファイルと、欲しい細かさを選ぶと、${one.words.deidentifiedData}として得られそうか、いつ決まり、いくらかかるかの見通しが出ます。登録はいりません。入力した内容は保存しません。`}
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
      {asked ? <Result base={base} one={one} entry={entry} wish={wish} result={answer(one, entry, call, wish, today)} /> : null}
    </Page>,
  )
}

/** Items that could tell persons apart: their fineness decides. */
const tellingItems = (entry: RegisterEntry) =>
  entry.content.items.filter(({ kind, nondisclosure }) => kind === 'quasi-identifier' && !nondisclosure)

function readWish(entry: RegisterEntry | undefined, query: Record<string, string>): { wish: Wish; refusals: Refusal[] } {
  const refusals: Refusal[] = []
  if (!entry) refusals.push({ code: 'required', field: 'entry' })
  const whole = (field: 'persons' | 'hours', usual: number, most: number) => {
    const text = (query[field] ?? '').normalize('NFKC').replaceAll(',', '').trim()
    if (text === '') return usual
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value
    refusals.push({ code: 'not-a-number', field })
    return usual
  }
  const fineness = new Map<string, Fineness>()
  if (entry)
    for (const { no, name } of tellingItems(entry)) {
      const step = stepsOf(name).find(({ id }) => id === query[`item-${no}`])
      fineness.set(name, step ?? usualStep(name))
    }
  const persons = whole('persons', entry?.persons ?? 0, Number.MAX_SAFE_INTEGER)
  return { wish: { fineness, persons, workHours: whole('hours', 3, MOST_HOURS) }, refusals }
}

const WishFields: FC<{ entry: RegisterEntry; wish: Wish; query: Record<string, string>; refusals: Refusal[] }> = ({
  entry,
  wish,
  query,
  refusals,
}) => (
  <>
    <h2>欲しい細かさ</h2>
    <p>ほかの情報と合わせると人を見分けられる項目です。粗くするほど、得られる見込みが高くなります。</p>
    {tellingItems(entry).map(({ no, name }) => (
      <Field
        name={`item-${no}`}
        label={name}
        value={wish.fineness.get(name)!.id}
        options={stepsOf(name).map(({ id, label }) => ({ value: id, label }))}
      />
    ))}
    <Field
      name="persons"
      label={LABELS.persons}
      type="text"
      short
      value={query.persons ?? String(entry.persons)}
      hint={`この個人情報ファイルには ${entry.persons.toLocaleString('ja-JP')}人 が記録されています。`}
      refusals={refusals}
    />
    <Field
      name="hours"
      label={`${LABELS.hours}（時間）`}
      type="text"
      short
      value={query.hours ?? '3'}
      hint="手数料は作成の時間で決まります。見当がつかなければ、そのままにしてください。"
      refusals={refusals}
    />
  </>
)

const percent = (share: number) =>
  share > 0.995 ? 'ほとんどの人' : share < 0.001 ? '0.1％未満' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}％`
const day = (date: string) => `${eraDate(date)}（${date}）`

const Result: FC<{ base: string; one: Programme; entry: RegisterEntry; wish: Wish; result: Answer }> = ({
  base,
  one,
  entry,
  wish,
  result,
}) => {
  const { words, articles } = one
  // Parts that are not disclosed are cut out first, with what can only be deleted.
  const deleted = ['direct-identifier', 'individual-code']
  const held = (kinds: readonly string[]) =>
    entry.content.items
      .filter(({ kind, nondisclosure }) => (nondisclosure ? kinds === deleted : kinds.includes(kind)))
      .map(({ name }) => name)
      .join('、')
  return (
    <section aria-labelledby="result">
      <h2 id="result">見通し</h2>
      {result.eligible ? (
        <Notice kind="success" title="この個人情報ファイルは、提案の募集の対象です">
          <p>{result.reason}</p>
        </Notice>
      ) : (
        <Notice kind="warning" title="この個人情報ファイルは、提案の募集の対象ではありません">
          <p>{result.reason}</p>
          <p>それでも使い道がある場合は、窓口に相談できます。</p>
        </Notice>
      )}
      <h3>だれが、いつ決めるか</h3>
      <Facts
        rows={[
          ['制度', one.title],
          ['決める機関', `${result.bodies.text}${result.bodies.source ? `（${result.bodies.source}）` : ''}`],
          [
            '受付',
            result.call
              ? `「${result.call.title}」で${day(result.call.closesOn)}まで受け付けています${articles.call ? `（${articles.call}）` : ''}`
              : `今は受け付けていません。募集が始まるまで待つ必要があります${articles.call ? `（${articles.call}）` : ''}`,
          ],
          [
            '決定の見込み',
            result.decisionOn
              ? `今日提案し、すぐに審査が始まったとすると、${day(result.decisionOn.day)}ごろ（審査 ${result.decisionOn.span}${result.decisionOn.verified ? '' : '、この団体の目安'}）。書類を直すあいだは延びます`
              : '期間の定めはありません',
          ],
        ]}
      />
      <h3>手数料</h3>
      <FeeTable lines={result.fee.lines} totalYen={result.fee.totalYen} caption={`作成に${wish.workHours}時間かかるときの手数料`} />
      <p class="small muted">
        {`作成を委託するときは、その費用が加わります。${articles.fee ? `根拠：${articles.fee}` : ''}${one.fee.verified ? '' : '。この額は目安です'}`}
      </p>
      <h3>得られるもの、得られないもの</h3>
      <Facts
        rows={[
          ['削除される項目', held(deleted)],
          ['仮の番号に置き換えるか、削除される項目', held(['linking-code'])],
          ['細かさを選んだ項目', [...wish.fineness].map(([name, { label }]) => `${name}（${label}）`).join('、') || undefined],
          ['値の丸めや上限が要ることがある項目', held(['sensitive'])],
        ]}
      />
      <h3>人数</h3>
      {result.persons.tooMany ? (
        <Notice kind="warning">
          <p>{`求める人数が、この個人情報ファイルの${entry.persons.toLocaleString('ja-JP')}人を超えています。`}</p>
        </Notice>
      ) : null}
      <p>
        {result.persons.least === 0
          ? '人数の下限の定めはありません。'
          : result.persons.enough
            ? `${wish.persons.toLocaleString('ja-JP')}人は、下限の${result.persons.least.toLocaleString('ja-JP')}人を満たします${result.persons.source ? `（${result.persons.source}）` : ''}。`
            : `${words.deidentifiedData}の${words.person}の数は${result.persons.least.toLocaleString('ja-JP')}人以上でなければなりません${result.persons.source ? `（${result.persons.source}）` : ''}。求める人数を増やしてください。`}
      </p>
      <h3>選んだ細かさで、同じ組に何人いるか</h3>
      <p>
        {`選んだ細かさでは、値の組合せはおよそ${result.combinations.toLocaleString('ja-JP')}通りです。人がどの組合せにも均等に分かれたとしても、次の割合の人は、同じ組に十分な人がいません。実際の分かれ方は均等ではないので、割合はこれより大きくなります。そうした人の記録は、値を粗くするか、削除することになります。`}
      </p>
      <Table
        caption="同じ組の人数が足りない人の割合（少なく見積もった目安）"
        head={['同じ組に要る人数', '足りない人の割合']}
        numeric={[1]}
        rows={result.crowds.map(({ k, share }) => [`${k}人以上`, percent(share)])}
      />
      {result.crowds[1]!.share > 0.05 ? (
        <p>割合が大きいときは、生年月日を年や5年ごとに、住所を市区町村までにするなど、細かさを一つか二つ粗くして、もう一度見てください。</p>
      ) : null}
      <div class="actions">
        {result.call ? (
          <LinkButton href={`${base}/proposals/new?call=${result.call.id}&entry=${entry.id}`}>
            この個人情報ファイルについて提案する
          </LinkButton>
        ) : null}
        <a href={`${base}/register/${entry.slug}`}>個人情報ファイル簿を見る</a>
      </div>
      <p class="small muted">これは見通しで、決定ではありません。決定の期限と手数料は、提案の後に同じ計算で正式に決まります。</p>
    </section>
  )
}
