import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { Button, Choices, ErrorSummary, Facts, Field } from '../../views/index.ts'
import { EditPaper, itemRows } from '../proposals/index.ts'
import type { ThirdParty } from './rules.ts'
import type { OpenSheet } from './sheet-page.tsx'

/** Which fields the proposer is to mend, and how. */
export const Correction: FC<{ open: OpenSheet; path: string; typed: Record<string, string>; refusals?: Refusal[] }> = ({
  open,
  path,
  typed,
  refusals = [],
}) => {
  const { loaded, entry } = open
  const items = loaded.programme.proposalItems
  return (
    <form method="post" action={`${path}/correction`} class="narrow">
      <ErrorSummary refusals={refusals} labels={Object.fromEntries(items.map(({ id, label }) => [id, label]))} />
      <p>直していただきたい項目だけに、どう直してほしいかを書いてください。文書にして提案者に知らせ、提案は提案者の手元に戻ります。</p>
      {items.map((item) => (
        <section class="criterion">
          <Field
            name={item.id}
            label={`項目${item.no}　${item.label}`}
            rows={3}
            value={typed[item.id]}
            hint={
              <details>
                <summary>今の記載</summary>
                <Facts rows={itemRows(loaded.programme, item, loaded.theCase.content, entry)} />
              </details>
            }
            refusals={refusals}
          />
        </section>
      ))}
      <div class="actions">
        <Button>補正を求める文書を出す</Button>
        <EditPaper>文書の文面を確かめて直す</EditPaper>
        <a href={path}>審査票に戻る</a>
      </div>
    </form>
  )
}

/** How many third parties the form has room for at first, and at most. */
export const FIRST_PARTIES = 3
export const MOST_PARTIES = 50

export const PARTY_LABELS: Record<keyof ThirdParty, string> = {
  name: '名称',
  address: '所在地',
  representative: '代表者の氏名',
  information: 'ファイルに含まれるその第三者の情報',
}

export const AskOpinions: FC<{ open: OpenSheet; path: string; typed: ThirdParty[]; refusals?: Refusal[] }> = ({
  open,
  path,
  typed,
  refusals = [],
}) => {
  const room = Math.max(FIRST_PARTIES, typed.length)
  const labels = Object.fromEntries(
    Array.from({ length: room }, (_, i) =>
      Object.entries(PARTY_LABELS).map(([name, label]) => [`${name}-${i}`, `第三者${i + 1}の${label}`]),
    ).flat(),
  )
  return (
    <form method="post" action={`${path}/opinions`} class="narrow">
      <ErrorSummary refusals={refusals} labels={labels} />
      <p>
        {open.loaded.programme.articles.opinion ? `${open.loaded.programme.articles.opinion}により、` : ''}
        このファイルに情報が含まれる法人などの第三者に、意見書の提出を求めます。一者ごとに文書を出します。
      </p>
      {Array.from({ length: room }, (_, i) => (
        <section class="criterion">
          <h2>第三者{i + 1}</h2>
          {(Object.keys(PARTY_LABELS) as (keyof ThirdParty)[]).map((name) => (
            <Field
              name={`${name}-${i}`}
              label={PARTY_LABELS[name]}
              required={i === 0 && name !== 'representative'}
              rows={name === 'information' ? 2 : undefined}
              value={typed[i]?.[name]}
              refusals={refusals}
            />
          ))}
        </section>
      ))}
      <div class="actions">
        <Button>意見を求める文書を出す</Button>
        <EditPaper>文書の文面を確かめて直す</EditPaper>
        {room < MOST_PARTIES ? (
          <Button name="more" value="yes" kind="secondary" novalidate>
            第三者の欄を増やす
          </Button>
        ) : null}
        <a href={path}>審査票に戻る</a>
      </div>
    </form>
  )
}

const ANSWERS = [
  { value: 'no', label: '反対しない' },
  { value: 'yes', label: '反対する' },
]

export const RecordOpinions: FC<{
  path: string
  asked: string[]
  typed: { opposes: string; summary: string }[]
  refusals?: Refusal[]
}> = ({ path, asked, typed, refusals = [] }) => (
  <form method="post" action={`${path}/opinions`} class="narrow" enctype="multipart/form-data">
    <ErrorSummary
      refusals={refusals}
      labels={Object.fromEntries(
        asked.flatMap((name, i) => [
          [`opposes-${i}`, `${name}の意見`],
          [`summary-${i}`, `${name}の意見の要旨`],
          [`scan-${i}`, `${name}の意見書`],
        ]),
      )}
    />
    <p>意見書を受け取った全員分を記録すると、審査に戻ります。期限までに意見書が出なかったときは、その旨を要旨に書いてください。</p>
    {asked.map((name, i) => (
      <section class="criterion">
        <h2>{name}</h2>
        <Choices name={`opposes-${i}`} legend="意見" value={typed[i]?.opposes} options={ANSWERS} required refusals={refusals} />
        <Field name={`summary-${i}`} label="意見の要旨" rows={4} required value={typed[i]?.summary} refusals={refusals} />
        <Field
          name={`scan-${i}`}
          label="意見書を読み取ったファイル"
          type="file"
          hint="書面で受け取ったとき。PDF、PNG 又は JPEG。職員だけが読めます。"
          refusals={refusals}
        />
      </section>
    ))}
    <div class="actions">
      <Button>意見を記録する</Button>
      <a href={`${path}/opinions?ask`}>ほかの第三者にも意見を求める</a>
      <a href={path}>審査票に戻る</a>
    </div>
  </form>
)
