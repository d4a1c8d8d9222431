import { type Context, Hono } from 'hono'
import type { Child, FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { formText, hasRole, japanDateTime, type Refusal } from '../../core/index.ts'
import { Button, Choices, ErrorSummary, Facts, Field, Notice, Page, statusOf, Table, Tag, Timeline } from '../../views/index.ts'
import { findEntryBySlug, listEntries } from '../register/index.ts'
import { LEVELS } from './document.ts'
import { type LevelAction, type LevelStep, levelActions, proposesFor, type Standing, viewingOf } from './rules.ts'
import { checkStaff, isOn, loadProduct, productsOf, proposeProduct, rolesIn, switchLevels, type TypedStep, takeStep } from './service.ts'

type C = Context<AppEnv>

const LABELS: Record<string, string> = {
  entry: '個人情報ファイル',
  product: '作るものの名前',
  dataLevel: '使うデータのレベル',
  finding: '出来上がりについての判断',
  reason: '理由',
  expert: '専門家の所属と職',
  givenOn: '意見を聴いた日',
}

const STATES: Record<Standing['state'], [label: string, colour: 'orange' | 'green' | 'grey' | 'red']> = {
  proposed: ['もう一方の課の同意待ち', 'orange'],
  agreed: ['決定', 'green'],
  declined: ['同意されなかった', 'grey'],
  stopped: ['共有を止めている', 'red'],
}

const STEPS: Record<LevelAction, string> = {
  propose: 'レベルを案として出した',
  agree: '同意し、決まった',
  decline: '同意しなかった',
  stop: '疑いがあり、共有を止めた',
  opinion: '専門家の意見を聴いた',
}

const BUTTONS: Record<LevelAction, string> = {
  propose: 'もう一度、案を出す',
  agree: '同意して決める',
  decline: '同意しない',
  stop: '共有を止める',
  opinion: '意見を記録する',
}

/** What both sides look at before they agree: a file may hold what only the gravest level covers. */
function sensitiveText(hasSensitive: boolean, level: string): string {
  const gravest = LEVELS.dataLevels.at(-1)!
  if (!hasSensitive) return '含まない'
  return level === gravest.id ? '含む' : `含む（その項目を使うときは、${gravest.label}です）`
}

const nameOf = (named: readonly { id: string; label: string }[], id: string) => named.find((one) => one.id === id)?.label ?? id

/** データのレベルと閲覧のレベル: an overlay that an organisation switches on; seen by its own staff alone. */
export function levelPages(deps: Deps) {
  const page = (c: C, title: string, body: Child, refusals: Refusal[] = []) => {
    const { actor, organisation } = c.var
    const base = `/${organisation.id}`
    return c.html(
      <Page
        {...{ actor, organisation, title, section: 'ledger', demonstration: deps.demonstration }}
        crumbs={[
          { href: base, label: organisation.name },
          ...(title === LEVELS.title ? [] : [{ href: `${base}/levels`, label: LEVELS.title }]),
        ]}
      >
        <h1>{title}</h1>
        <ErrorSummary refusals={refusals} labels={LABELS} />
        {body}
      </Page>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )
  }

  async function showList(c: C, refused: { refusals: Refusal[]; typed?: Record<string, string> } = { refusals: [] }) {
    const { organisation } = c.var
    const actor = checkStaff(c.var.actor, organisation.id)
    const base = `/${organisation.id}`
    const [on, products, register] = await Promise.all([
      isOn(deps, organisation.id),
      productsOf(deps, organisation.id),
      listEntries(deps.db, organisation.id),
    ])
    const mayPropose = on && proposesFor(LEVELS, rolesIn(actor, organisation.id)) !== undefined
    const typed = refused.typed ?? { entry: c.req.query('entry') ?? '' }
    return page(
      c,
      LEVELS.title,
      <>
        <p>{LEVELS.explain}</p>
        <p class="small muted">{`出典：${LEVELS.source}`}</p>
        {on ? null : (
          <Notice>
            <p>この団体では、まだ使っていません。管理者が使い始めると、所管課と政策の課で決められるようになります。</p>
          </Notice>
        )}
        {hasRole(actor, organisation.id, 'administrator') ? (
          <form method="post" action={`${base}/levels/switch`}>
            <input type="hidden" name="on" value={on ? '' : 'yes'} />
            <Button kind={on ? 'secondary' : 'primary'}>{on ? '使うのをやめる' : 'この団体で使い始める'}</Button>
          </form>
        ) : null}
        {products.length > 0 ? (
          <>
            <h2>決めたもの、決めているもの</h2>
            <ul class="rows">
              {products.map(({ id, entryId, standing }) => (
                <li>
                  <div class="title-line">
                    <a class="row-title" href={`${base}/levels/${id}`}>
                      {standing.proposal.product}
                    </a>
                    <StateTag standing={standing} />
                  </div>
                  <p class="small muted">
                    {`${register.find((entry) => entry.id === entryId)?.name ?? '帳簿から消された個人情報ファイル'}・${nameOf(LEVELS.dataLevels, standing.proposal.dataLevel)}`}
                  </p>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {mayPropose ? (
          <>
            <h2>新しく決める</h2>
            <form method="post" action={`${base}/levels`} class="narrow" novalidate>
              <Field
                name="entry"
                label={LABELS.entry!}
                required
                value={typed.entry}
                options={[{ value: '', label: '選んでください' }, ...register.map(({ slug, name }) => ({ value: slug, label: name }))]}
                refusals={refused.refusals}
              />
              <ProposalFields typed={typed} refusals={refused.refusals} />
              <div class="actions">
                <Button>案を出し、もう一方の課の同意を求める</Button>
              </div>
            </form>
          </>
        ) : null}
        <h2>レベルの意味</h2>
        <Table
          caption="データと閲覧のレベル"
          hideCaption
          head={['レベル', '意味']}
          rows={[...LEVELS.dataLevels, ...LEVELS.viewingLevels].map(({ label, meaning }) => [<span class="nowrap">{label}</span>, meaning])}
        />
        <Table
          caption="判断と、見てよい人"
          head={['データ', '出来上がりについての判断', ...LEVELS.areas.map(({ label }) => label)]}
          rows={LEVELS.findings.map((finding) => [
            <span class="nowrap">{nameOf(LEVELS.dataLevels, finding.of)}</span>,
            finding.label,
            ...LEVELS.areas.map(({ id }) => viewingText(finding.viewing[id])),
          ])}
        />
        <p>{LEVELS.stop.explain}</p>
      </>,
      refused.refusals,
    )
  }

  async function showProduct(c: C, refused?: { refusals: Refusal[]; typed: Record<string, string>; kind: LevelAction }) {
    const { organisation } = c.var
    const actor = checkStaff(c.var.actor, organisation.id)
    const [{ id, steps, standing, entry }, people, on] = await Promise.all([
      loadProduct(deps, organisation.id, c.req.param('product') ?? ''),
      peopleNames(deps.db),
      isOn(deps, organisation.id),
    ])
    const { proposal, state, isHeld, opinions } = standing
    const actions = on ? levelActions(LEVELS, standing, rolesIn(actor, organisation.id), actor.userId) : []
    const viewing = viewingOf(LEVELS, standing)
    const missing = Math.max(0, LEVELS.stop.opinions - opinions)
    const given = (kinds: LevelAction[]) =>
      refused && kinds.includes(refused.kind)
        ? { typed: refused.typed, refusals: refused.refusals }
        : { typed: kinds[0] === 'propose' ? { ...proposal, reason: '' } : {}, refusals: [] }
    return page(
      c,
      proposal.product,
      <>
        <p>
          <StateTag standing={standing} />
        </p>
        {isHeld ? (
          <Notice kind="warning" title="共有を止めています">
            <p>
              {missing > 0
                ? `あと${missing}人の専門家の意見を聴くと、もう一度、案を出せます。`
                : '専門家の意見を聴き終えました。両方の課でもう一度決めるまで、だれにも見せません。'}
            </p>
          </Notice>
        ) : null}
        <Facts
          rows={[
            [LABELS.entry!, <a href={`/${organisation.id}/register/${entry.slug}`}>{entry.name}</a>],
            ['要配慮個人情報', sensitiveText(entry.content.hasSensitive, proposal.dataLevel)],
            [LABELS.dataLevel!, nameOf(LEVELS.dataLevels, proposal.dataLevel)],
            [LABELS.finding!, nameOf(LEVELS.findings, proposal.finding)],
            [LABELS.reason!, proposal.reason],
            ...LEVELS.areas.map(({ id: area, label }): [string, Child] => [
              `見てよい人（${label}）`,
              state === 'agreed' ? viewingText(viewing[area]) : '決まっていません（だれにも見せない）',
            ]),
          ]}
        />
        {formsOf(actions, refused?.kind ?? (c.req.query('also') ? 'opinion' : undefined)).map((kinds) => (
          <section class="setting" aria-labelledby={`step-${kinds[0]}`}>
            <h2 id={`step-${kinds[0]}`}>{kinds[0] === 'agree' ? 'この案に答える' : BUTTONS[kinds[0]!]}</h2>
            <form method="post" action={`/${organisation.id}/levels/${id}`} class="narrow" novalidate>
              <input type="hidden" name="shown" value={steps.length} />
              <StepFields kind={kinds[0]!} {...given(kinds)} />
              <div class="actions">
                {kinds.map((kind) => (
                  <Button name="step" value={kind} kind={kind === 'stop' ? 'danger' : kind === 'decline' ? 'secondary' : 'primary'}>
                    {BUTTONS[kind]}
                  </Button>
                ))}
              </div>
            </form>
          </section>
        ))}
        {actions.length > 1 && actions.includes('opinion') && !c.req.query('also') ? (
          <p>
            <a href={`/${organisation.id}/levels/${id}?also=opinion`}>ほかの専門家の意見も記録する</a>
          </p>
        ) : null}
        {actions.length === 0 && on ? <p class="muted">次に動くのは、ほかの職員です。案を出した人は、自分の案に同意できません。</p> : null}
        <h2>経過</h2>
        <Timeline
          events={[...steps].reverse().map(({ step, at, by }) => ({
            at: japanDateTime(at),
            title: `${STEPS[step.kind]}${'party' in step ? `（${nameOf(LEVELS.parties, step.party)}）` : ''}`,
            note: <span class="pre">{`${people.get(by) ?? ''}\n${noteOf(step)}`}</span>,
          }))}
        />
      </>,
      refused?.refusals,
    )
  }

  const typedFrom = async (c: C) => {
    const form = await c.req.formData()
    const at = (name: string) => formText(form, name)
    const step = { product: at('product'), dataLevel: at('dataLevel'), finding: at('finding'), reason: at('reason') }
    const typed: TypedStep = { ...step, expert: at('expert'), givenOn: at('givenOn') }
    return { at, typed }
  }

  return new Hono<AppEnv>()
    .get('/levels', (c) => showList(c))
    .post('/levels/switch', async (c) => {
      const { organisation } = c.var
      const actor = checkStaff(c.var.actor, organisation.id)
      const { at } = await typedFrom(c)
      const done = await switchLevels(deps, actor, organisation.id, at('on') === 'yes')
      return done.ok ? c.redirect(`/${organisation.id}/levels`, 303) : showList(c, done)
    })
    .post('/levels', async (c) => {
      const { organisation } = c.var
      const actor = checkStaff(c.var.actor, organisation.id)
      const { at, typed } = await typedFrom(c)
      if (!(await isOn(deps, organisation.id))) return showList(c, { refusals: [{ code: 'levels-not-used' }] })
      const entry = await findEntryBySlug(deps.db, organisation.id, at('entry'))
      const done = await proposeProduct(deps, actor, organisation.id, entry?.id ?? '', typed)
      if (done.ok) return c.redirect(`/${organisation.id}/levels/${done.value}`, 303)
      return showList(c, { refusals: done.refusals, typed: { ...typed, entry: at('entry') } })
    })
    .get('/levels/:product', (c) => showProduct(c))
    .post('/levels/:product', async (c) => {
      const { organisation } = c.var
      const actor = checkStaff(c.var.actor, organisation.id)
      const { at, typed } = await typedFrom(c)
      const kind = at('step') as LevelAction
      const id = c.req.param('product')
      const done = (await isOn(deps, organisation.id))
        ? await takeStep(deps, actor, organisation.id, id, Number(at('shown')), kind, typed)
        : { ok: false as const, refusals: [{ code: 'levels-not-used' }] }
      return done.ok ? c.redirect(`/${organisation.id}/levels/${id}`, 303) : showProduct(c, { refusals: done.refusals, typed, kind })
    })
}

/** One form at a time; agreeing and declining are two buttons of one. `wanted` goes before proposing again. */
const formsOf = (actions: readonly LevelAction[], wanted?: string): LevelAction[][] =>
  actions.includes('agree') ? [['agree', 'decline']] : actions.filter((kind) => kind === (wanted ?? actions.at(-1))).map((kind) => [kind])

const StepFields: FC<{ kind: LevelAction; typed: Record<string, string>; refusals: Refusal[] }> = ({ kind, typed, refusals }) => {
  if (kind === 'propose') return <ProposalFields typed={typed} refusals={refusals} />
  const field = (name: string, more: Partial<Parameters<typeof Field>[0]> = {}) => (
    <Field name={name} label={LABELS[name]!} required value={typed[name]} refusals={refusals} {...more} />
  )
  return (
    <>
      {kind === 'opinion' ? field('expert', { hint: '氏名は書かないでください。' }) : null}
      {kind === 'opinion' ? field('givenOn', { type: 'date' }) : null}
      {field('reason', { rows: 2, ...(kind === 'opinion' ? { label: '意見' } : {}) })}
    </>
  )
}

const viewingText = (level: string | null | undefined): string => {
  const found = LEVELS.viewingLevels.find(({ id }) => id === level)
  return found ? `${found.label}（${found.meaning}）` : '共有しない'
}

const noteOf = (step: LevelStep): string =>
  step.kind === 'propose'
    ? `${nameOf(LEVELS.dataLevels, step.dataLevel)}・${nameOf(LEVELS.findings, step.finding)}\n${step.reason}`
    : step.kind === 'opinion'
      ? `${step.expert}（${step.givenOn}）\n${step.reason}`
      : step.reason

const StateTag: FC<{ standing: Standing }> = ({ standing }) => <Tag colour={STATES[standing.state][1]}>{STATES[standing.state][0]}</Tag>

const ProposalFields: FC<{ typed: Record<string, string>; refusals: Refusal[] }> = ({ typed, refusals }) => (
  <>
    <Field name="product" label={LABELS.product!} required hint="例：要介護認定の状況の地図" value={typed.product} refusals={refusals} />
    <Choices
      name="dataLevel"
      legend={LABELS.dataLevel!}
      required
      hint="いくつかのデータを使うときは、いちばん高いもの。"
      value={typed.dataLevel}
      options={LEVELS.dataLevels.map(({ id, label, meaning }) => ({ value: id, label: `${label}　${meaning}` }))}
      refusals={refusals}
    />
    <Choices
      name="finding"
      legend={LABELS.finding!}
      required
      value={typed.finding}
      options={LEVELS.findings.map(({ id, of, label }) => ({ value: id, label: `${nameOf(LEVELS.dataLevels, of)}：${label}` }))}
      refusals={refusals}
    />
    <Field name="reason" label={LABELS.reason!} required rows={2} value={typed.reason} refusals={refusals} />
  </>
)
