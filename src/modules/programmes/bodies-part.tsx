import type { Child, FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { gatedFit, isFastTrack, type Programme } from '../../programmes/index.ts'
import { Button, Check, Choices, Field, Notice, sentence, Tag } from '../../views/index.ts'
import { bodyOfDraft, choicesOf, MOST_STEPS, seatsFor, type Typed, typedBody } from './body-rules.ts'
import { bodySummary, FLAGS, RULES } from './body-words.ts'
import { BODY_LABELS } from './page-words.ts'
import { sourceText } from './setting-fields.tsx'

interface BodiesProps {
  from: Programme
  after: Programme
  path: string
  body: string | undefined
  revision: string
  typed: Typed | undefined
  refusals: Refusal[]
}

const EFFECTS = { binding: '拘束する（判断と違う決定はできない）', advisory: '助言（違う決定をするときは、理由を書く）' } as const

/** The bodies of a draft, and the form of one of them. */
export const BodiesPart: FC<BodiesProps> = ({ body, ...props }) => (body ? <BodyForm {...props} body={body} /> : <BodyList {...props} />)

const BodyList: FC<Omit<BodiesProps, 'body'>> = ({ after, path }) => {
  const fast = after.transitions.find(isFastTrack)
  const conditions = after.settings['review.fastTrack']?.value
  const isIdle = !fast && Array.isArray(conditions) && conditions.length > 0
  return (
    <>
      <p>一つの段階に複数の審査会を置けます。同じ順序のものは並行して、後の順序のものは前の判断を待って審査します。</p>
      {after.bodies.length === 0 ? <p class="muted">審査会はありません。審査担当が決定します。</p> : null}
      <ul class="rows">
        {after.bodies.map((one) => (
          <li>
            <a class="row-title" href={`${path}?part=bodies&body=${one.id}`}>
              {one.label}
            </a>{' '}
            {one.verified ? null : <Tag colour="orange">定足数などは未確認</Tag>}
            <p class="small pre">{`${bodySummary(after, one)}\n根拠：${sourceText(one)}`}</p>
          </li>
        ))}
      </ul>
      <Notice>
        <p>
          {fast
            ? `「${fast.label}」は、条件のどれかに当てはまるとき、審査会を経ずに行えます。`
            : isIdle
              ? '早い審査の条件は書かれていますが、適合の決定を判断する審査会がないため、早い審査はありません。'
              : `この制度には、審査会を経ない早い審査はありません。${gatedFit(after) ? '条件を書くと、できるようになります。' : ''}`}
          <a href={`${path}?part=review#value.review.fastTrack`}>{`早い審査の条件を${fast || isIdle ? '変える' : '書く'}`}</a>
        </p>
      </Notice>
      <form method="get" action={path} class="narrow">
        <input type="hidden" name="part" value="bodies" />
        <Field
          name="body"
          label="審査会を置く段階"
          required
          options={seatsFor(after).map((state) => ({ value: state, label: after.states[state]?.label ?? state }))}
        />
        <Button kind="secondary">審査会を加える</Button>
      </form>
    </>
  )
}

/** Several boxes under one legend. */
const Marks: FC<{ name: string; legend: string; hint: Child; options: [string, string][]; typed: Typed; refusals: Refusal[] }> = ({
  name,
  legend,
  hint,
  options,
  typed,
  refusals,
}) => {
  const errors = refusals.filter(({ field }) => field === name)
  return (
    <fieldset class="field" id={name} aria-describedby={`${name}-hint`}>
      <legend>{legend}</legend>
      <div class="hint" id={`${name}-hint`}>
        {hint}
      </div>
      {errors.length > 0 ? <div class="error">{errors.map(sentence).join('')}</div> : null}
      {options.map(([id, label]) => (
        <Check name={id} checked={typed[id] === 'yes'}>
          {label}
        </Check>
      ))}
    </fieldset>
  )
}

const BodyForm: FC<BodiesProps & { body: string }> = ({ from, after, path, body: asked, revision, typed: sent, refusals }) => {
  const body = bodyOfDraft(after, asked)
  const typed = sent ?? typedBody(body)
  const old = from.bodies.find(({ id }) => id === body.id)
  const was = old ? typedBody(old) : undefined
  const moves = choicesOf(after, body)
  const beside = (name: string, shown = was?.[`body.${name}`]) => (
    <span>{old ? `根拠：${sourceText(old)}　写し元の値：${shown || 'なし'}` : `根拠：${sourceText(body)}`}</span>
  )
  const marked = (options: [string, string][]) =>
    options
      .filter(([id]) => was?.[id] === 'yes')
      .map(([, label]) => label)
      .join('、') || undefined
  const field = (name: keyof typeof BODY_LABELS) => ({
    name: `body.${name}`,
    label: BODY_LABELS[name],
    value: typed[`body.${name}`],
    refusals,
  })
  const choices = (name: 'choices' | 'closes') => moves.map(({ action, label }): [string, string] => [`body.${name}.${action}`, label])
  const group = (name: keyof typeof BODY_LABELS, hint: string, options: [string, string][]) => (
    <Marks
      name={`body.${name}`}
      legend={BODY_LABELS[name]}
      hint={
        <>
          {hint}
          {hint ? <br /> : null}
          {beside(name, marked(options))}
        </>
      }
      {...{ options, typed, refusals }}
    />
  )
  const others = (step: number) => after.bodies.filter((one) => one.id !== body.id && one.state === body.state && one.step === step)
  return (
    <>
      <h3>{`${body.label || '新しい審査会'}（${after.states[body.state]?.label}）`}</h3>
      <form method="post" action={`${path}?part=bodies&body=${asked}`} class="narrow">
        <input type="hidden" name="revision" value={revision} />
        <Field {...field('label')} required hint={beside('label')} />
        <Field {...field('source')} hint={beside('source')} />
        <Field
          {...field('step')}
          required
          options={Array.from({ length: MOST_STEPS }, (_, i) => ({
            value: String(i + 1),
            label: `${i + 1}番目${
              others(i + 1).length > 0
                ? `（${others(i + 1)
                    .map(({ label }) => label)
                    .join('、')}と並行）`
                : ''
            }`,
          }))}
          hint={<>同じ番号の審査会は並行して審査し、大きい番号は前の判断がそろってから審査します。{beside('step')}</>}
        />
        {Object.entries(after.facts).map(([fact, { label, choices }]) =>
          group(
            'when',
            `${label}で分けるとき、審査する案件を選びます。一つも選ばなければ、すべての案件です。`,
            Object.entries(choices).map(([value, name]) => [`body.when.${fact}.${value}`, name]),
          ),
        )}
        {group('choices', '上のものほど緩い判断として扱います。選んだ操作は、審査会の判断があるまでできません。', choices('choices'))}
        {group('closes', 'この判断のときは、後の順序の審査会に付しません。', choices('closes'))}
        <Field {...field('quorum')} required short hint={beside('quorum')} />
        <Choices
          {...field('rule')}
          legend={BODY_LABELS.rule}
          required
          options={Object.entries(RULES).map(([value, label]) => ({ value, label }))}
          hint={beside('rule', old && RULES[old.rule])}
        />
        <Choices
          {...field('effect')}
          legend={BODY_LABELS.effect}
          required
          options={Object.entries(EFFECTS).map(([value, label]) => ({ value, label }))}
          hint={beside('effect', old && EFFECTS[old.effect])}
        />
        {group(
          'flags',
          '',
          Object.entries(FLAGS).map(([flag, label]) => [`body.${flag}`, label]),
        )}
        <div class="actions">
          <Button>保存する</Button>
          {body.id ? (
            <Button kind="danger" name="does" value="remove" novalidate>
              この審査会を置かない
            </Button>
          ) : null}
          <a href={`${path}?part=bodies`}>審査会の一覧に戻る</a>
        </div>
      </form>
    </>
  )
}
