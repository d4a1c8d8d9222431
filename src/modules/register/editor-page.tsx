import type { Child, FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { type Programme, setting } from '../../programmes/index.ts'
import { Button, Check, Choices, ErrorSummary, Field, sentence } from '../../views/index.ts'
import {
  EXCLUSIONS,
  ITEM_KINDS,
  itemRowsOf,
  markOf,
  NONDISCLOSURE,
  OBSTACLES,
  ROUTES,
  readEntry,
  TESTS,
  type Typed,
  type Warning,
  warningsOf,
} from './entry-form.ts'
import { entryFields } from './fields.ts'

/** Labels of the editor's fields, as the published form has them. */
export function editorLabels(programme: Programme): Record<string, string> {
  const form = Object.fromEntries(entryFields(programme).map(({ id, no, label }) => [id, `${no}. ${label}`]))
  return {
    ...form,
    slug: 'アドレスの名前',
    ledger: '帳簿の種別',
    'item-1-name': form.items ?? '記録項目',
    'disclosureDesk-name': `${form.disclosureDesk}（名称）`,
    'disclosureDesk-address': `${form.disclosureDesk}（所在地）`,
    'proposalDesk-name': `${form.proposalDesk}（名称）`,
    'proposalDesk-address': `${form.proposalDesk}（所在地）`,
    holdingSince: '保有を始めた日',
    persons: '本人の数',
    personsCountedOn: '本人の数を数えた日',
    'registered-met': '要件1の判断',
    'registered-reason': '要件1の理由',
    'registered-exclusion': '記載しない理由',
    'disclosable-met': '要件2の判断',
    'disclosable-reason': '要件2の理由',
    'disclosable-route': '開示の見込み',
    'feasible-met': '要件3の判断',
    'feasible-reason': '要件3の理由',
    'feasible-obstacle': '支障の種類',
    publicReason: '公表する理由',
    internalReason: '内部の理由',
    decidedBy: '判断した者',
    decidedOn: '判断した日',
    changeReason: '修正の理由',
    effectiveOn: '変わった日',
    confirmed: '確かめること',
    note: '差し戻す理由',
    reason: '消す理由',
    abolished: '廃止された組織',
  }
}

export const WARNINGS: Record<Warning['about'], (facts: Warning['facts']) => string> = {
  'below-register': ({ least, article }) =>
    `本人の数が${Number(least).toLocaleString('ja-JP')}人に満たないため、個人情報ファイル簿への記載を要しません（${article}）。帳簿の種別を「条例による帳簿」にできます。`,
  'looks-like-code': ({ items }) =>
    `個人識別符号と思われる項目があります：${items}。種類を「個人識別符号」にしなくてよいか、確かめてください。`,
  'looks-sensitive': ({ items }) => `要配慮個人情報と思われる項目があります：${items}。要配慮の印が要らないか、確かめてください。`,
  'looks-ordinance-sensitive': ({ items }) => `条例要配慮個人情報に当たりうる項目があります：${items}。条例の定めを確かめてください。`,
}

/** Asked for by one answer alone: neither 必須 nor 任意 says that. */
const onlyIf = (answer: string) => ({ plain: true, hint: `「${answer}」のときに選びます。` })
const desk = { plain: true, hint: '三つの要件をすべて満たす（該当する）ときに必要です。' }

const choices = (of: Record<string, string>, none: string) => [
  { value: '', label: none },
  ...Object.entries(of).map(([value, label]) => ({
    value,
    label: /^([0-9]+|m|w|M\d)$/.test(value) ? `${value.toUpperCase()}　${label}` : label,
  })),
]

/** Fields in the order of the page. */
const ORDER = [
  ...['ledger', 'name', 'slug', 'authority', 'department', 'purpose', 'item-1-name', 'scope', 'collection', 'hasSensitive'],
  ...['ordinanceSensitive', 'regularRecipients', 'disclosureDesk-name', 'disclosureDesk-address', 'specialProcedures', 'fileKind'],
  ...['hasManualCounterpart', 'remarks', 'persons', 'personsCountedOn', 'holdingSince', 'registered-met', 'registered-exclusion'],
  ...['registered-reason', 'disclosable-met', 'disclosable-route', 'disclosable-reason', 'feasible-met', 'feasible-obstacle'],
  ...['feasible-reason', 'proposalDesk-name', 'proposalDesk-address', 'publicReason', 'internalReason', 'decidedBy', 'decidedOn'],
  ...['changeReason', 'effectiveOn', 'confirmed'],
]

interface EditorProps {
  programme: Programme
  typed: Typed
  refusals: Refusal[]
  action: string
  revision: number | string
  isAmendment: boolean
}

/** Every field of an entry, its items as rows, and the judgment of the three tests. Works without script: rows are added by a button. */
export const Editor: FC<EditorProps> = ({ programme, typed, refusals, action, revision, isAmendment }) => {
  const labels = editorLabels(programme)
  const field = (name: string, more: Partial<Parameters<typeof Field>[0]> = {}): Child => (
    <Field name={name} label={labels[name] ?? name} value={typed[name] ?? ''} refusals={refusals} {...more} />
  )
  const choose = (name: string, options: { value: string; label: Child }[], more: { hint?: Child; required?: boolean } = {}) => (
    <Choices name={name} legend={labels[name] ?? name} value={typed[name] ?? ''} options={options} refusals={refusals} {...more} />
  )
  const yesNo = (yes: string, no: string) => [
    { value: 'yes', label: yes },
    { value: 'no', label: no },
  ]
  const warnings = warningsOf(programme, readEntry(typed))
  const mark = markOf(warnings)
  const isConfirmed = typed.confirmed === 'yes' && typed.warned === mark
  const asksConfirmation = isConfirmed || refusals.some(({ code }) => code === 'confirm-warnings')
  // As on the page: whoever mends one after the other goes down the form once.
  const at = ({ field = '' }: Refusal) => (ORDER.includes(field) ? ORDER.indexOf(field) : ORDER.length)
  const inOrder = refusals.toSorted((a, b) => at(a) - at(b))
  return (
    <form method="post" action={action} class="narrow" novalidate>
      <ErrorSummary refusals={inOrder} labels={labels} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="item-count" value={itemRowsOf(typed)} />
      <h2>個人情報ファイル</h2>
      {choose('ledger', [
        { value: 'register', label: '個人情報ファイル簿' },
        { value: 'ordinance', label: '条例による帳簿（提案の対象にしません）' },
      ])}
      {field('name', { required: true, hint: 'ふつうの言葉で付けてください。' })}
      {field('slug', { hint: 'ページのアドレスになります。半角の英小文字・数字・ハイフン。空欄なら、こちらで付けます。' })}
      {field('authority', { required: true, hint: '例：知事、教育委員会、公安委員会' })}
      {field('department', { required: true })}
      {field('purpose', { required: true, rows: 3 })}
      <fieldset class="field" id="item-1-name-group">
        <legend>
          {labels.items}
          <span class="badge-required">必須</span>
        </legend>
        <p class="hint">一行に一項目です。名前の空いた行は数えません。足りなければ「行を増やす」を押してください。</p>
        {Array.from({ length: itemRowsOf(typed) }, (_, i) => (
          <ItemRow no={i + 1} typed={typed} refusals={i === 0 ? refusals : []} />
        ))}
        <Button kind="secondary" small name="do" value="more" novalidate>
          行を増やす
        </Button>
      </fieldset>
      <Check name="itemsPartlyWithheld" checked={typed.itemsPartlyWithheld === 'yes'}>
        一部の項目を記載しない（{programme.articles.register ?? '法令'}による）
      </Check>
      {field('scope', { required: true, rows: 2, hint: 'だれの、いつからの情報か。' })}
      {field('collection', { rows: 2, plain: true, hint: 'だれから、どのように集めるか。記載しないときは、下に印を付けます。' })}
      <Check name="collectionWithheld" checked={typed.collectionWithheld === 'yes'}>
        収集方法を記載しない
      </Check>
      {choose('hasSensitive', yesNo('含む', '含まない'), { required: true, hint: '記録項目の「要配慮」の印と合わせてください。' })}
      {choose('ordinanceSensitive', [
        { value: 'included', label: '含む' },
        { value: 'none', label: '含まない' },
        { value: 'not-defined', label: '条例に定めなし' },
      ])}
      {field('regularRecipients', { rows: 2, hint: '一行に一つずつ。なければ空欄。' })}
      <Check name="recipientsWithheld" checked={typed.recipientsWithheld === 'yes'}>
        経常的提供先を記載しない
      </Check>
      {field('disclosureDesk-name', { required: true })}
      {field('disclosureDesk-address', { required: true })}
      {field('specialProcedures', { rows: 2 })}
      {choose(
        'fileKind',
        [
          { value: 'computer', label: `電算処理ファイル（${programme.articles.computerFile ?? '電子計算機で検索できるもの'}）` },
          { value: 'manual', label: `マニュアル処理ファイル（${programme.articles.manualFile ?? '紙などで検索できるもの'}）` },
        ],
        { required: true },
      )}
      {choose('hasManualCounterpart', yesNo('有', '無'), { hint: '電算処理ファイルのときに選びます。' })}
      {field('remarks', { rows: 2 })}
      <h2>内部の記録</h2>
      {field('persons', { required: true, short: true, hint: `${lawText(programme)}公表する帳簿には載りません。` })}
      {field('personsCountedOn', { required: true, type: 'date' })}
      {field('holdingSince', { required: true, type: 'date' })}
      <h2>提案の対象にするかの判断</h2>
      <p>{`三つの要件をすべて満たすと「該当」になり、提案の募集の対象にできます（${programme.articles.definition ?? ''}）。理由は必ず書いてください。`}</p>
      {TESTS.map(({ id: test, label, article }, i) => (
        <section class="setting" aria-labelledby={`test-${test}`}>
          <h3 id={`test-${test}`}>{`要件${i + 1}　${label}`}</h3>
          {programme.articles[article] ? <p class="small muted">{programme.articles[article]}</p> : null}
          {choose(`${test}-met`, yesNo('満たす', '満たさない'), { required: true })}
          {test === 'registered'
            ? field('registered-exclusion', { ...onlyIf('満たさない'), options: choices(EXCLUSIONS, '記載しない理由はない') })
            : null}
          {test === 'disclosable'
            ? field('disclosable-route', { ...onlyIf('満たす'), options: choices(ROUTES, '開示の見込みはない') })
            : null}
          {test === 'feasible' ? field('feasible-obstacle', { ...onlyIf('満たさない'), options: choices(OBSTACLES, '支障はない') }) : null}
          {field(`${test}-reason`, { required: true, rows: 2 })}
        </section>
      ))}
      {field('proposalDesk-name', desk)}
      {field('proposalDesk-address', desk)}
      {field('publicReason', { required: true, rows: 2, hint: '該当・非該当の理由として、だれでも読めます。' })}
      {field('internalReason', { required: true, rows: 2, hint: '職員だけが読めます。' })}
      {field('decidedBy', { required: true, hint: '職名など（例：税務課長）' })}
      {field('decidedOn', { required: true, type: 'date' })}
      {isAmendment ? (
        <>
          <h2>修正</h2>
          {field('changeReason', { required: true, rows: 2, hint: '修正の理由として、公表します。' })}
          {field('effectiveOn', { type: 'date', hint: '事実が変わった日。' })}
        </>
      ) : null}
      {asksConfirmation && warnings.length > 0 ? (
        <fieldset class="field" id="confirmed-group">
          <legend>{labels.confirmed}</legend>
          <ul>
            {warnings.map(({ about, facts }) => (
              <li>{WARNINGS[about](facts)}</li>
            ))}
          </ul>
          <input type="hidden" name="warned" value={mark} />
          <Check name="confirmed" checked={isConfirmed}>
            確かめました
          </Check>
        </fieldset>
      ) : null}
      <div class="actions">
        <Button name="do" value="submit">
          所管課の承認を求める
        </Button>
        <Button kind="secondary" name="do" value="save" novalidate>
          途中で保存する
        </Button>
      </div>
    </form>
  )
}

function lawText(programme: Programme): string {
  const { value, source } = setting(programme, 'register.minPersons')
  return typeof value === 'number' ? `${value.toLocaleString('ja-JP')}人に満たないと記載を要しません${source ? `（${source}）` : ''}。` : ''
}

const ItemRow: FC<{ no: number; typed: Typed; refusals: Refusal[] }> = ({ no, typed, refusals }) => {
  const name = (part: string) => `item-${no}-${part}`
  const at = (part: string) => typed[name(part)] ?? ''
  const errors = refusals.filter(({ field }) => field === name('name'))
  return (
    <div class="item-row">
      <div>
        <label for={name('name')}>{`項目${no}`}</label>
        {errors.length > 0 ? (
          <div class="error" id={`${name('name')}-error`}>
            {errors.map(sentence).join('')}
          </div>
        ) : null}
        <input
          id={name('name')}
          name={name('name')}
          value={at('name')}
          type="text"
          aria-invalid={errors.length > 0 ? 'true' : undefined}
          aria-describedby={errors.length > 0 ? `${name('name')}-error` : undefined}
        />
      </div>
      <div>
        <label for={name('kind')}>
          種類<span class="visually-hidden">{`（項目${no}）`}</span>
        </label>
        <select id={name('kind')} name={name('kind')}>
          {Object.entries(ITEM_KINDS).map(([value, label]) => (
            <option value={value} selected={value === (at('kind') || 'other')}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for={name('note')}>
          補足<span class="visually-hidden">{`（項目${no}）`}</span>
        </label>
        <input id={name('note')} name={name('note')} value={at('note')} type="text" />
      </div>
      <div>
        <label for={name('nondisclosure')}>
          不開示部分<span class="visually-hidden">{`（項目${no}）`}</span>
        </label>
        <select id={name('nondisclosure')} name={name('nondisclosure')}>
          {[['', 'なし'] as const, ...Object.entries(NONDISCLOSURE)].map(([value, label]) => (
            <option value={value} selected={value === at('nondisclosure')}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <Check name={name('sensitive')} checked={at('sensitive') === 'yes'}>
        要配慮<span class="visually-hidden">{`（項目${no}）`}</span>
      </Check>
    </div>
  )
}
