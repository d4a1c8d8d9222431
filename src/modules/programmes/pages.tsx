import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { eraDate, type IsoDate, japanDateTime, type Refusal } from '../../core/index.ts'
import { type Programme, programme as programmeOf, SAME, SETTINGS, STAGES } from '../../programmes/index.ts'
import { Button, ErrorSummary, Facts, Field, LinkButton, Notice, Page, statusOf, Table, Tag } from '../../views/index.ts'
import { FEE_FIELDS } from './model.ts'
import { mayKeepProgrammes } from './permissions.ts'
import { differences, lawOf, shownValue, valueField } from './rules.ts'
import { changeDraft, copyProgramme, discardDraft, openDraft, openImpact, openProgramme, openProgrammes, publishDraft } from './service.ts'
import { keysOf, SettingField, settingRows, sourceText } from './setting-fields.tsx'

type C = Context<AppEnv>

const PROGRAMMES = '提供制度'
const day = (date: IsoDate) => `${eraDate(date)}（${date}）`
const named = (one: Pick<Programme, 'id' | 'version'>) => `${one.id}@${one.version}`

const FEE_LABELS: Record<(typeof FEE_FIELDS)[number], string> = {
  baseYen: '基本額（円）',
  hourlyYen: '1時間までごとの額（円）',
  secondUseYen: '既に契約を結んだ者の額（円）',
}

/** Labels of all fields, for the summary of what is wrong. */
const fieldLabels = (): Record<string, string> => ({
  title: '名称',
  effectiveFrom: '施行日',
  'fee.source': '手数料の根拠',
  ...Object.fromEntries(FEE_FIELDS.map((name) => [`fee.${name}`, FEE_LABELS[name]])),
  ...Object.fromEntries(Object.entries(SETTINGS).map(([key, { label }]) => [valueField(key), label])),
})

/** Parts of the form, one page each: the stages of the procedure, then the fee, then words. */
const parts = (): [id: string, label: string][] => [...Object.entries(STAGES), ['amounts', '手数料の額'], ['words', '名称と用語']]

/** Access programmes of an organisation: to read for its staff; to copy, change and publish for administrators. */
export function programmePages(deps: Deps) {
  const frame = (c: C, title: string, ...crumbs: { href: string; label: string }[]) => {
    const { actor, organisation } = c.var
    const base = `/${organisation.id}`
    return {
      ...{ actor, organisation, title },
      section: 'programmes',
      demonstration: deps.demonstration,
      crumbs: [
        { href: base, label: organisation.name },
        ...(title === PROGRAMMES ? [] : [{ href: `${base}/programmes`, label: PROGRAMMES }]),
        ...crumbs,
      ],
    }
  }

  async function list(c: C, refused?: { refusals: Refusal[]; typed: Record<string, string> }) {
    const { actor, organisation } = c.var
    const { shipped, versions, drafts, today } = await openProgrammes(deps, actor, organisation.id)
    const base = `/${organisation.id}/programmes`
    const mayKeep = mayKeepProgrammes(actor, organisation.id)
    const inForce = programmeOf(organisation.programmeId ?? '', organisation.programmeVersion)
    const people = await peopleNames(deps.db)
    const statusTag = (version: (typeof versions)[number]) =>
      version.effectiveFrom > today ? (
        <Tag colour="orange">施行前</Tag>
      ) : version.version === inForce.version ? (
        <Tag colour="green">施行中</Tag>
      ) : (
        <Tag>前の版</Tag>
      )
    return c.html(
      <Page {...frame(c, PROGRAMMES)}>
        <h1>{PROGRAMMES}</h1>
        <ErrorSummary refusals={refused?.refusals} labels={fieldLabels()} />
        <p>
          募集から廃棄までの手続、期限、手数料、様式を定めた文書です。新しい募集には、その日に施行中の版を使います。始まっている案件は、提出したときの版のまま進みます。
        </p>
        <Facts
          rows={[
            [
              'いま使っている制度',
              <>
                <a href={`${base}/read/${inForce.id}/${inForce.version}`}>{inForce.title}</a>
                {`　版 ${inForce.version}`}
              </>,
            ],
            ...(inForce.bodies.length > 0
              ? [
                  ['審査会', <a href={`/${organisation.id}/bodies`}>{inForce.bodies.map(({ label }) => label).join('、')}</a>] as [
                    string,
                    Child,
                  ],
                ]
              : []),
          ]}
        />
        <h2>この団体の制度</h2>
        {versions.length === 0 ? (
          <p class="muted">まだありません。下の制度を写して作れます。</p>
        ) : (
          <Table
            caption="この団体が公布した版"
            head={['名称', '版', '施行日', '状態', '公布した日と人']}
            rows={[...versions]
              .reverse()
              .map((version) => [
                <a href={`${base}/read/${version.programmeId}/${version.version}`}>{version.title}</a>,
                version.version,
                day(version.effectiveFrom),
                statusTag(version),
                `${japanDateTime(version.publishedAt)}　${people.get(version.publishedBy) ?? ''}`,
              ])}
          />
        )}
        {mayKeep && drafts.length > 0 ? (
          <>
            <h2>下書き</h2>
            <ul class="rows">
              {drafts.map((draft) => (
                <li>
                  <a class="row-title" href={`${base}/drafts/${draft.id}`}>
                    {draft.changes.title}
                  </a>
                  <p class="small muted">{`変えた設定 ${Object.keys(draft.changes.settings).length}件・${japanDateTime(draft.updatedAt)}に保存`}</p>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {mayKeep ? (
          <>
            <h2>写して作る</h2>
            <form method="post" action={`${base}/copy`} class="narrow">
              <Field
                name="from"
                label="写す制度"
                required
                value={refused?.typed.from ?? named(inForce)}
                options={[
                  ...[...versions].reverse().map(({ programmeId, version, title }) => ({
                    value: `${programmeId}@${version}`,
                    label: `${title}　版 ${version}（次の版を作る）`,
                  })),
                  ...shipped.map((one) => ({ value: named(one), label: `${one.title}（${one.law.name}）` })),
                ]}
              />
              <Field
                name="title"
                label="名称"
                required
                value={refused?.typed.title ?? ''}
                hint="例：砂丘市 匿名加工情報の提供制度"
                refusals={refused?.refusals}
              />
              <div class="actions">
                <Button>写して下書きを作る</Button>
              </div>
            </form>
          </>
        ) : null}
        <h2>付属の制度</h2>
        <Table
          caption="砂丘に付属する制度"
          head={['名称', '法令など', '版', '法令が定める設定', '根拠を確かめた設定']}
          numeric={[3, 4]}
          rows={shipped.map((one) => [
            <a href={`${base}/read/${one.id}/${one.version}`}>{one.title}</a>,
            one.law.name,
            one.version,
            String(Object.values(one.settings).filter(({ locked }) => locked).length),
            String(Object.values(one.settings).filter(({ verified }) => verified).length),
          ])}
        />
      </Page>,
      refused ? statusOf(refused.refusals) : 200,
    )
  }

  async function read(c: C) {
    const { actor, organisation } = c.var
    const one = await openProgramme(deps, actor, organisation.id, c.req.param('id') ?? '', c.req.param('version') ?? '')
    return c.html(
      <Page {...frame(c, one.title)}>
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
      </Page>,
    )
  }

  async function edit(c: C, refused?: { refusals: Refusal[]; typed: Record<string, string> }) {
    const { actor, organisation } = c.var
    const id = c.req.param('draft') ?? ''
    const { draft, from, after } = await openDraft(deps, actor, organisation.id, id)
    const law = lawOf(from)
    const asked = c.req.query('part') ?? 'register'
    const at = Math.max(
      0,
      parts().findIndex(([part]) => part === asked),
    )
    const [part, label] = parts()[at]!
    const next = parts()[at + 1]
    const path = `/${organisation.id}/programmes/drafts/${id}`
    const { typed, refusals = [] } = refused ?? {}
    return c.html(
      <Page {...frame(c, draft.changes.title)}>
        <h1>{draft.changes.title}</h1>
        <ErrorSummary refusals={refusals} labels={fieldLabels()} />
        {c.req.query('saved') ? (
          <Notice kind="success">
            <p>保存しました。公布するまで、手続には使われません。</p>
          </Notice>
        ) : null}
        <p>{`「${from.title}」の版 ${from.version} の写しです。変えた設定は ${Object.keys(draft.changes.settings).length}件です。`}</p>
        <div class="actions">
          <LinkButton href={`${path}/publish`}>違いと影響を見て公布する</LinkButton>
        </div>
        <nav aria-label="設定の段階">
          <ul class="chips">
            {parts().map(([one, name]) => (
              <li>
                <a href={`${path}?part=${one}`} aria-current={one === part ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <h2>{label}</h2>
        <form method="post" action={`${path}?part=${part}`} class="narrow">
          <input type="hidden" name="revision" value={typed?.revision ?? draft.revision} />
          {part === 'amounts' ? (
            <>
              {FEE_FIELDS.map((name) => (
                <Field
                  name={`fee.${name}`}
                  label={FEE_LABELS[name]}
                  required
                  short
                  value={typed?.[`fee.${name}`] ?? after.fee[name]}
                  hint={`根拠：${sourceText(law.fee)}　写し元の額：${from.fee[name].toLocaleString('ja-JP')}円`}
                  refusals={refusals}
                />
              ))}
              <Field
                name="fee.source"
                label="根拠（手数料条例など）"
                value={typed?.['fee.source'] ?? after.fee.source ?? ''}
                refusals={refusals}
              />
            </>
          ) : part === 'words' ? (
            <>
              <Field name="title" label="名称" required value={typed?.title ?? draft.changes.title} refusals={refusals} />
              {Object.entries(after.words).map(([name, word]) => (
                <Field
                  name={`word.${name}`}
                  label={`用語（${from.words[name]}）`}
                  required
                  value={typed?.[`word.${name}`] ?? word}
                  hint="書面と画面に、この言葉で出ます。"
                  refusals={refusals}
                />
              ))}
            </>
          ) : (
            keysOf(part).map((key) => (
              <SettingField
                settingKey={key}
                law={law.settings[key]!}
                from={from.settings[key]!}
                now={after.settings[key]!}
                typed={typed}
                refusals={refusals}
              />
            ))
          )}
          <div class="actions">
            <Button>保存する</Button>
            {next ? <a href={`${path}?part=${next[0]}`}>{`保存せずに次へ（${next[1]}）`}</a> : null}
          </div>
        </form>
        <h2>下書きをやめる</h2>
        <form method="post" action={`${path}/discard`}>
          <Button kind="danger">この下書きを捨てる</Button>
        </form>
      </Page>,
      refused ? statusOf(refusals) : 200,
    )
  }

  async function impact(c: C, refused?: { refusals: Refusal[]; typed: Record<string, string> }) {
    const { actor, organisation } = c.var
    const id = c.req.param('draft') ?? ''
    const { draft, from, after, touched, today } = await openImpact(deps, actor, organisation.id, id)
    const path = `/${organisation.id}/programmes/drafts/${id}`
    const changed = differences(from, after)
    return c.html(
      <Page {...frame(c, '違いと影響', { href: path, label: draft.changes.title })}>
        <h1>違いと影響</h1>
        <ErrorSummary refusals={refused?.refusals} labels={fieldLabels()} />
        <h2>{`写し元との違い（${changed.length}件）`}</h2>
        {changed.length === 0 ? (
          <p class="muted">設定の値は、写し元と同じです。</p>
        ) : (
          <Table
            caption="値の違う設定"
            hideCaption
            head={['設定', '写し元', 'この版', '根拠']}
            rows={changed.map(({ key, before, after: now }) => [
              SETTINGS[key]!.label,
              shownValue(key, before),
              shownValue(key, now),
              sourceText(now),
            ])}
          />
        )}
        {FEE_FIELDS.filter((name) => from.fee[name] !== after.fee[name]).map((name) => (
          <p>{`${FEE_LABELS[name]}：${from.fee[name].toLocaleString('ja-JP')} → ${after.fee[name].toLocaleString('ja-JP')}`}</p>
        ))}
        <h2>{`進行中の案件への影響（${touched.length}件）`}</h2>
        <Notice>
          <p>進行中の案件は、提出したときの版のまま進みます。次の表は、この版で提出されていたら変わっていたことです。</p>
        </Notice>
        {touched.length === 0 ? (
          <p class="muted">変わっていた案件は、ありません。</p>
        ) : (
          touched.map(({ theCase, effects }) => (
            <section aria-labelledby={`case-${theCase.id}`}>
              <h3 id={`case-${theCase.id}`}>
                <a
                  href={`/${organisation.id}/proposals/${theCase.id}`}
                >{`${theCase.receiptNumber ?? '（番号なし）'}　${theCase.fileName}`}</a>
              </h3>
              <ul>
                {effects.map(({ label, before, after: now, consequence }) => (
                  <li>{`${label}：${before} → ${now}${consequence ? `（${consequence}）` : ''}`}</li>
                ))}
              </ul>
            </section>
          ))
        )}
        <h2>公布する</h2>
        <form method="post" action={`${path}/publish`} class="narrow">
          <input type="hidden" name="revision" value={refused?.typed.revision ?? draft.revision} />
          <Field
            name="effectiveFrom"
            label="施行日"
            type="date"
            required
            value={refused?.typed.effectiveFrom ?? today}
            min={today}
            hint="この日から始まる募集に、この版を使います。公布した版は書き換えられません。"
            refusals={refused?.refusals}
          />
          <div class="actions">
            <Button>この版を公布する</Button>
            <a href={path}>下書きに戻る</a>
          </div>
        </form>
      </Page>,
      refused ? statusOf(refused.refusals) : 200,
    )
  }

  const typedOf = async (c: C) =>
    Object.fromEntries(
      [...(await c.req.formData()).entries()].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    )

  return new Hono<AppEnv>()
    .get('/programmes', (c) => list(c))
    .post('/programmes/copy', async (c) => {
      const { organisation, actor } = c.var
      const typed = await typedOf(c)
      const [id = '', version = ''] = (typed.from ?? '').split('@')
      const made = await copyProgramme(deps, actor, organisation.id, { id, version, title: typed.title ?? '' })
      return made.ok ? c.redirect(`/${organisation.id}/programmes/drafts/${made.value}`, 303) : list(c, { refusals: made.refusals, typed })
    })
    .get('/programmes/read/:id/:version', read)
    .get('/programmes/drafts/:draft', (c) => edit(c))
    .post('/programmes/drafts/:draft', async (c) => {
      const { organisation, actor } = c.var
      const typed = await typedOf(c)
      const part = c.req.query('part') ?? ''
      const done = await changeDraft(deps, actor, organisation.id, c.req.param('draft'), {
        revision: Number(typed.revision),
        part: part === 'amounts' ? 'fee' : part === 'words' ? 'words' : 'settings',
        settings: keysOf(part),
        typed,
      })
      if (!done.ok) return edit(c, { refusals: done.refusals, typed })
      return c.redirect(`/${organisation.id}/programmes/drafts/${c.req.param('draft')}?part=${encodeURIComponent(part)}&saved=1`, 303)
    })
    .get('/programmes/drafts/:draft/publish', (c) => impact(c))
    .post('/programmes/drafts/:draft/publish', async (c) => {
      const { organisation, actor } = c.var
      const typed = await typedOf(c)
      const done = await publishDraft(deps, actor, organisation.id, c.req.param('draft'), {
        effectiveFrom: typed.effectiveFrom ?? '',
        revision: Number(typed.revision),
      })
      return done.ok ? c.redirect(`/${organisation.id}/programmes`, 303) : impact(c, { refusals: done.refusals, typed })
    })
    .post('/programmes/drafts/:draft/discard', async (c) => {
      await discardDraft(deps, c.var.actor, c.var.organisation.id, c.req.param('draft'))
      return c.redirect(`/${c.var.organisation.id}/programmes`, 303)
    })
}
