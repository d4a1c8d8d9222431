import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { type Actor, formTexts, isIsoDate, japanDate, NotFound, type Refusal } from '../../core/index.ts'
import { Button, ErrorSummary, Facts, Field, Notice, Page, statusOf, Table } from '../../views/index.ts'
import { editorLabels, WARNINGS } from './editor-page.tsx'
import { OBSTACLES } from './entry-form.ts'
import { ARTICLE_OF, COLUMNS, type Column, type Defaults, repeatedLabels } from './import-rows.ts'
import { discardImport, openImport, type Reading, readRows, receiveSheets, takeOver } from './importing.ts'
import { type C, frame } from './page-frame.ts'
import { mayKeepRegister } from './permissions.ts'
import { LARGEST_UPLOAD } from './spreadsheet.ts'

const TITLE = '表計算の帳簿を取り込む'
const SHOWN = 300

const DEFAULT_LABELS: Record<keyof Defaults, string> = {
  authority: '行政機関等の名称',
  'disclosureDesk-name': '開示請求等を受理する組織の名称',
  'disclosureDesk-address': '開示請求等を受理する組織の所在地',
  'proposalDesk-name': '提案を受ける組織の名称',
  'proposalDesk-address': '提案を受ける組織の所在地',
  decidedBy: '提案の対象にするかを判断した者',
  decidedOn: '判断した日',
  personsCountedOn: '本人の数を数えた日',
  holdingSince: '保有を始めた日',
  eligibleReason: '「該当」とした理由',
  ineligibleReason: '「非該当」とした理由',
  ineligibleObstacle: '「非該当」とした支障の種類',
}
const DATES = new Set(['decidedOn', 'personsCountedOn', 'holdingSince'])

/** Taking a register over from a spreadsheet: send it, look how it is read, see the gaps, take it over. */
export function importPages(deps: Deps) {
  const keeper = (c: C): Actor => {
    const { actor, organisation } = c.var
    if (!actor || !mayKeepRegister(actor, organisation.id)) throw new NotFound('ledger')
    return actor
  }
  const frameOf = (c: C) => {
    const base = `/${c.var.organisation.id}`
    return {
      ...frame(deps, c, 'ledger'),
      title: TITLE,
      crumbs: [
        { href: base, label: c.var.organisation.name },
        { href: `${base}/ledger`, label: '帳簿の管理' },
      ],
    }
  }

  function showUpload(c: C, refusals: Refusal[] = []) {
    keeper(c)
    return c.html(
      <Page {...frameOf(c)}>
        <h1>{TITLE}</h1>
        <ErrorSummary refusals={refusals} labels={{ file: 'ファイル' }} />
        <p>
          今ある帳簿の表を送ると、見出しから項目を見分け、足りないところを示します。確かめてから取り込みます。1行に1ファイルの表にしてください。
        </p>
        <form method="post" action={`/${c.var.organisation.id}/ledger/import`} enctype="multipart/form-data" class="narrow">
          <Field
            name="file"
            label="ファイル"
            type="file"
            required
            accept=".xlsx,.csv,.tsv,.txt"
            hint={`Excel（xlsx）かCSV（UTF-8でもシフトJISでも）。${LARGEST_UPLOAD / 1024 / 1024}MBまで。`}
            refusals={refusals}
          />
          <div class="actions">
            <Button>送って確かめる</Button>
          </div>
        </form>
      </Page>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )
  }

  /** Where on the page a field of the register is chosen: at the last column that claims it. */
  const fieldOf = (field: string | undefined, { columns }: Reading) =>
    field === undefined ? undefined : `column-${columns.lastIndexOf(field as Column)}`

  /** How the form says the sheet is read; undefined where nothing was typed yet. */
  function readingOf(typed: Record<string, string>, guess: Reading): Reading {
    if (typed.head === undefined || Number(typed.readSheet) !== guess.sheet || Number(typed.readHead) !== guess.head) return guess
    return {
      ...guess,
      columns: guess.columns.map((_, i) => COLUMNS.find((column) => column === typed[`column-${i}`])),
    }
  }

  const defaultsOf = (c: C, typed: Record<string, string>): Defaults => {
    const { profile } = c.var.organisation
    const today = japanDate(deps.clock())
    const at = (name: keyof Defaults, otherwise: string) => (typed[name] ?? otherwise).trim()
    const date = (name: keyof Defaults, otherwise = '') => (isIsoDate(at(name, otherwise)) ? at(name, otherwise) : '')
    return {
      authority: at('authority', profile.authority ?? ''),
      'disclosureDesk-name': at('disclosureDesk-name', profile.desk ?? ''),
      'disclosureDesk-address': at('disclosureDesk-address', profile.address ?? ''),
      'proposalDesk-name': at('proposalDesk-name', profile.desk ?? ''),
      'proposalDesk-address': at('proposalDesk-address', profile.address ?? ''),
      decidedBy: at('decidedBy', ''),
      decidedOn: date('decidedOn', today),
      personsCountedOn: date('personsCountedOn'),
      holdingSince: date('holdingSince'),
      eligibleReason: at('eligibleReason', ''),
      ineligibleReason: at('ineligibleReason', ''),
      ineligibleObstacle: Object.hasOwn(OBSTACLES, at('ineligibleObstacle', '')) ? at('ineligibleObstacle', '') : '',
    }
  }

  async function showPreview(c: C, typed: Record<string, string> = {}, refusals: Refusal[] = []) {
    const actor = keeper(c)
    const id = c.req.param('import') ?? ''
    const opened = await openImport(deps, actor, c.var.organisation, id, chosenOf(typed))
    const { sent, programme, guess } = opened
    const reading = readingOf(typed, guess)
    const defaults = defaultsOf(c, typed)
    const rows = readRows(opened, reading, defaults)
    const sheet = sent.sheets[reading.sheet]!
    const repeated = repeatedLabels(sheet.rows[reading.head] ?? [])
    const labels = editorLabels(programme)
    const articles: Record<string, string> = {
      register: programme.articles.register ?? '法令',
      marking: programme.articles.marking ?? '法令',
      internal: '内部の記録',
    }
    const columnLabel = (column: Column) =>
      column === 'isEligible' || column === 'publicReason'
        ? (labels[column] ?? column)
        : (labels[column] ?? labels[`${column}-name`] ?? column)
    const ready = rows.filter(({ gaps, warnings }) => gaps.length === 0 && warnings.length === 0).length
    const path = `/${c.var.organisation.id}/ledger/import/${id}`
    const articleOf = (field: string) => articles[ARTICLE_OF[field] ?? 'register']
    const fieldsOf = (gaps: Refusal[]) => [...new Set(gaps.map(({ field = '' }) => field))]
    const counts = new Map<string, number>()
    for (const { gaps } of rows) for (const field of fieldsOf(gaps)) counts.set(field, (counts.get(field) ?? 0) + 1)
    const counted = [...counts].sort(([, one], [, other]) => other - one)
    return c.html(
      <Page {...frameOf(c)}>
        <h1>{TITLE}</h1>
        <ErrorSummary
          refusals={refusals.map((one) => ({ ...one, field: fieldOf(one.field, reading) }))}
          labels={Object.fromEntries(reading.columns.map((column, i) => [`column-${i}`, column ? columnLabel(column) : '']))}
        />
        <Facts
          rows={[
            ['ファイル', sent.fileName],
            ['読み取った記載', `${rows.length}件（足りないところのないもの ${ready}件）`],
            ['数式のセル', sheet.formulas > 0 ? `${sheet.formulas}個（計算した結果の値を読み、エラーの値は空としました）` : null],
            [
              '同じ見出しの列',
              repeated.length > 0 ? `${repeated.join('、')}（はじめの列を読みました。違うときは、下で選んでください）` : null,
            ],
            ['結合したセル', sheet.merged > 0 ? `${sheet.merged}か所（同じ値がすべてのセルにあるものとして読みました）` : null],
          ]}
        />
        <form method="post" action={path}>
          <input type="hidden" name="readSheet" value={reading.sheet} />
          <input type="hidden" name="readHead" value={reading.head} />
          <h2>表の読み方</h2>
          <div class="narrow">
            <Field
              name="sheet"
              label="シート"
              value={reading.sheet}
              options={sent.sheets.map(({ name, rows: of }, i) => ({ value: String(i), label: `${name}（${of.length}行）` }))}
            />
            <Field name="head" label="見出しの行（上から数えて）" type="number" short value={reading.head + 1} min={1} />
          </div>
          <Table
            caption="列と項目"
            head={['表の見出し', '項目', '最初の値']}
            rows={(sheet.rows[reading.head] ?? []).map((label, i) => [
              label || '（見出しなし）',
              <>
                <label class="visually-hidden" for={`column-${i}`}>{`「${label}」の項目`}</label>
                <select id={`column-${i}`} name={`column-${i}`}>
                  <option value="">取り込まない</option>
                  {COLUMNS.map((column) => (
                    <option value={column} selected={reading.columns[i] === column}>
                      {columnLabel(column)}
                    </option>
                  ))}
                </select>
              </>,
              (sheet.rows[reading.head + 1]?.[i] ?? '').slice(0, 60),
            ])}
          />
          <h2>表にない項目</h2>
          <p>
            表に列がないか、空いているときに使います。「該当」は三つの要件を満たすもの、「非該当」は要件3（事務に支障なく作成できる）を満たさないものとして取り込みます。違うものは、取り込んだ後に直してください。
          </p>
          <div class="narrow">
            {(Object.keys(DEFAULT_LABELS) as (keyof Defaults)[]).map((name) => (
              <Field
                name={name}
                label={DEFAULT_LABELS[name]}
                type={DATES.has(name) ? 'date' : 'text'}
                value={defaults[name]}
                options={
                  name === 'ineligibleObstacle'
                    ? [
                        { value: '', label: '選んでください' },
                        ...Object.entries(OBSTACLES).map(([value, label]) => ({ value, label: `${value}　${label}` })),
                      ]
                    : undefined
                }
              />
            ))}
          </div>
          <div class="actions">
            <Button kind="secondary" name="do" value="preview">
              この内容で読み直す
            </Button>
          </div>
          <h2>足りないところ</h2>
          <p>{`根拠：${articles.register}、${articles.marking}`}</p>
          {counted.length > 0 ? (
            <>
              <p>何件にも足りない項目は、上の「表にない項目」に書いて読み直すと、まとめて埋まります。</p>
              <Table
                caption="足りない項目と件数"
                head={['項目', '根拠', '足りない記載']}
                numeric={[2]}
                rows={counted.map(([field, count]) => [labels[field] ?? field, articleOf(field), `${count}件`])}
              />
            </>
          ) : null}
          <Notice>
            <p>{`足りないところのない${ready}件は所管課の承認待ちに、ほかの${rows.length - ready}件は記入中の下書きになります。同じ名称の個人情報ファイルがあるときは、その修正になります。`}</p>
          </Notice>
          <div class="actions">
            <Button name="do" value="import">{`${rows.length}件を取り込む`}</Button>
          </div>
          <Table
            caption="記載ごとの足りないところ"
            head={['行', '名称', '足りないところ', '確かめること']}
            rows={rows.slice(0, SHOWN).map(({ line, typed: row, gaps, warnings }) => [
              String(line),
              row.name || '（名称なし）',
              fieldsOf(gaps)
                .map((field) => `${labels[field] ?? field}（${articleOf(field)}）`)
                .join('、') || 'なし',
              warnings.map(({ about, facts }) => WARNINGS[about](facts)).join('\n') || 'なし',
            ])}
          />
          {rows.length > SHOWN ? <p class="muted">{`ほか${rows.length - SHOWN}件`}</p> : null}
        </form>
        <h2>やめる</h2>
        <form method="post" action={`${path}/discard`}>
          <Button kind="danger">送った表を捨てる</Button>
        </form>
      </Page>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )
  }

  const chosenOf = (typed: Record<string, string>) => ({
    ...(typed.sheet === undefined ? {} : { sheet: Number(typed.sheet) }),
    // the head row is counted anew on another sheet
    ...(typed.head === undefined || typed.sheet !== typed.readSheet ? {} : { head: Number(typed.head) - 1 }),
  })

  return new Hono<AppEnv>()
    .get('/ledger/import', (c) => showUpload(c))
    .post('/ledger/import', async (c) => {
      const actor = keeper(c)
      const file = (await c.req.formData()).get('file')
      // Browsers send a file without a name where none was chosen.
      if (!(file instanceof File) || (file.size === 0 && file.name === '')) return showUpload(c, [{ code: 'upload-none', field: 'file' }])
      const received = await receiveSheets(deps, actor, c.var.organisation, {
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      })
      return received.ok ? c.redirect(`/${c.var.organisation.id}/ledger/import/${received.value}`, 303) : showUpload(c, received.refusals)
    })
    .get('/ledger/import/:import', (c) => showPreview(c))
    .post('/ledger/import/:import', async (c) => {
      const actor = keeper(c)
      const typed = formTexts(await c.req.formData())
      if (typed.do !== 'import') return showPreview(c, typed)
      const id = c.req.param('import')
      const { guess } = await openImport(deps, actor, c.var.organisation, id, chosenOf(typed))
      const done = await takeOver(deps, actor, c.var.organisation, id, readingOf(typed, guess), defaultsOf(c, typed))
      return done.ok ? c.redirect(`/${c.var.organisation.id}/ledger`, 303) : showPreview(c, typed, done.refusals)
    })
    .post('/ledger/import/:import/discard', async (c) => {
      await discardImport(deps, keeper(c), c.var.organisation, c.req.param('import'))
      return c.redirect(`/${c.var.organisation.id}/ledger`, 303)
    })
}
