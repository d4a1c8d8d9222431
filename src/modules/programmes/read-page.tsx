import type { FC } from 'hono/jsx'
import { type Programme, SAME, STAGES } from '../../programmes/index.ts'
import { Facts, Table, Tag } from '../../views/index.ts'
import { bodySummary } from './body-words.ts'
import { day } from './page-words.ts'
import { settingRows, sourceText } from './setting-fields.tsx'

/** A programme to read: its moves, bodies, papers and settings, each with its source. */
export const ProgrammeToRead: FC<{ one: Programme }> = ({ one }) => (
  <>
    <h1>{one.title}</h1>
    <Facts
      rows={[
        ['法令など', `${one.law.name}${one.law.number ? `（${one.law.number}）` : ''}`],
        ['版', one.version],
        ['施行日', day(one.effectiveFrom)],
        ['設定を読んだ資料', one.snapshot],
        [
          '手数料',
          `基本額 ${one.fee.baseYen.toLocaleString('ja-JP')}円、1時間までごと ${one.fee.hourlyYen.toLocaleString('ja-JP')}円\n${sourceText(one.fee)}`,
        ],
      ]}
    />
    <h2>手続</h2>
    <Table
      caption="できる操作"
      head={['操作', 'から', 'へ', '根拠']}
      rows={one.transitions.map((move) => [
        move.label,
        move.from.map((state) => one.states[state]?.label ?? state).join('、'),
        one.states[move.to]?.label ?? (move.to === SAME ? '変わらない' : move.to),
        move.source ?? '',
      ])}
    />
    {one.bodies.length > 0 ? (
      <>
        <h2>審査会</h2>
        <Facts
          rows={one.bodies.map((body) => [body.label, <span class="pre">{`${bodySummary(one, body)}\n根拠：${sourceText(body)}`}</span>])}
        />
      </>
    ) : null}
    <h2>書面</h2>
    <p>印刷の体裁を官報などで確かめていない様式は、記載する事項を法令から取り、文言と体裁を砂丘が作っています。</p>
    <Table
      caption="この制度の書面"
      head={['書面', '様式', '根拠', '文言と体裁']}
      rows={Object.values(one.forms).map(({ title, number, article, printedLayoutVerified }) => [
        title,
        number ?? '様式の定めなし',
        article ?? '',
        printedLayoutVerified ? '法令の様式のとおり' : <Tag colour="orange">砂丘が作ったもの（体裁は未確認）</Tag>,
      ])}
    />
    {Object.entries(STAGES).map(([stage, label]) => (
      <section aria-labelledby={`stage-${stage}`}>
        <h2 id={`stage-${stage}`}>{label}</h2>
        <Facts rows={settingRows(one, stage).map(([name, value]) => [name, <span class="pre">{value}</span>])} />
      </section>
    ))}
  </>
)
