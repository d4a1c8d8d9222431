import type { FC } from 'hono/jsx'
import { eraDate } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { Facts, FeeTable, LinkButton, Notice, Table } from '../../views/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import { answersOf } from './carry.ts'
import { Criteria } from './criteria-part.tsx'
import { type Fineness, NOT_WANTED } from './fineness.ts'
import type { Answer } from './rules.ts'
import { otherItems, type Wish } from './wish.ts'

export const percent = (share: number) =>
  share > 0.995 ? 'ほとんどの人' : share < 0.001 ? '0.1％未満' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}％`
const day = (date: string) => `${eraDate(date)}（${date}）`

const finestSaid = (step: Fineness | null) =>
  step === null
    ? 'この項目だけでは足りません。ほかの項目も粗くしてください'
    : step.id === NOT_WANTED.id
      ? 'この項目を求めなければ足ります'
      : step.label

/** What can be said of a wish before anybody signs in. */
export const Outlook: FC<{ base: string; one: Programme; entry: RegisterEntry; wish: Wish; result: Answer }> = ({
  base,
  one,
  entry,
  wish,
  result,
}) => {
  const { words, articles } = one
  const cited = articles.definition ? `（${articles.definition}）` : ''
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
          <p>{`${result.reason}${cited}`}</p>
        </Notice>
      ) : (
        <Notice kind="warning" title="この個人情報ファイルは、提案の募集の対象ではありません">
          <p>{`${result.reason}${cited}`}</p>
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
          [
            'ほかに求める項目（値の丸めや上限が要ることがあります）',
            otherItems(entry)
              .flatMap(({ no, name }) => (wish.others.has(no) ? [name] : []))
              .join('、') || undefined,
          ],
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
      {result.least ? (
        <>
          <p>
            {`この制度の目安は、同じ組に${result.least.k}人以上です${result.least.source ? `（${result.least.source}）` : `（加工の基準：${one.rule27.article}）`}。選んだ細かさでは、足りない人は${percent(result.least.share)}です。`}
          </p>
          {result.finest.length > 0 ? (
            <Table
              caption="ほかの項目を変えないとき、足りない人を5％以下にできる最も細かい区切り"
              head={['項目', '選んだ細かさ', 'ここまで細かくできる']}
              rows={result.finest.map(({ item, step }) => [item, wish.fineness.get(item)?.label ?? '', finestSaid(step)])}
            />
          ) : null}
        </>
      ) : null}
      <Criteria one={one} wish={wish} result={result} />
      <div class="actions">
        {result.call ? (
          <LinkButton
            href={`${base}/proposals/new?${new URLSearchParams({ call: result.call.id, entry: entry.id, ...answersOf(entry, wish) })}`}
          >
            この個人情報ファイルについて提案する
          </LinkButton>
        ) : (
          <LinkButton href={`${base}/consultations/new?entry=${entry.slug}`} kind="secondary">
            事前相談を申し込む
          </LinkButton>
        )}
        <a href={`${base}/register/${entry.slug}`}>個人情報ファイル簿を見る</a>
      </div>
      <p class="small muted">
        提案を書き始めると、選んだ内容を引き継ぎます。これは見通しで、決定ではありません。決定の期限と手数料は、提案の後に同じ計算で正式に決まります。
      </p>
    </section>
  )
}
