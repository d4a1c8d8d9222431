import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { japanDate } from '../../core/index.ts'
import { Button } from '../../views/index.ts'
import { searchWords } from './fold.ts'
import type { C } from './page-frame.ts'
import { SearchField } from './parts.tsx'
import { MOST_FOUND, type Search } from './search.ts'

/** A search as its address says it: what is not one of the choices is as if it were not there. */
export interface Asked {
  q: string
  eligible: string
  ledger: string
  kind: string
  sensitive: string
  organisation: string
  /** words of the name of a department; in a register of one organisation its whole name */
  department: string
  /** name of a recorded item */
  item: string
  /** from 1 */
  page: number
}

const CHOICES = {
  eligible: [
    ['', 'すべて'],
    ['yes', '該当（提案できる）'],
    ['open', '募集中'],
    ['made', '作成済みのデータがある'],
    ['no', '非該当'],
  ],
  ledger: [
    ['', 'すべて'],
    ['register', '個人情報ファイル簿'],
    ['ordinance', '条例による帳簿'],
  ],
  kind: [
    ['', 'すべて'],
    ['computer', '電算処理ファイル'],
    ['manual', 'マニュアル処理ファイル'],
  ],
  sensitive: [
    ['', 'すべて'],
    ['yes', '含む'],
    ['no', '含まない'],
  ],
} satisfies Record<string, [string, string][]>

const DEPARTMENT = '所管する組織'

type Choice = keyof typeof CHOICES

const LABELS: Record<Choice, string> = { eligible: '提案の募集', ledger: '帳簿', kind: '種別', sensitive: '要配慮個人情報' }

export function readAsked(c: C): Asked {
  const chosen = (choice: Choice) => {
    const value = c.req.query(choice) ?? ''
    return CHOICES[choice].some(([one]) => one === value) ? value : ''
  }
  return {
    q: (c.req.query('q') ?? '').slice(0, 200),
    eligible: chosen('eligible'),
    ledger: chosen('ledger'),
    kind: chosen('kind'),
    sensitive: chosen('sensitive'),
    organisation: (c.req.query('organisation') ?? '').slice(0, 40),
    department: (c.req.query('department') ?? '').trim().slice(0, 200),
    item: (c.req.query('item') ?? '').trim().slice(0, 200),
    page: Math.min(MOST_FOUND, Math.max(1, Math.floor(Number(c.req.query('page') ?? 1)) || 1)),
  }
}

/** The address again, with another page. */
export const askedAgain = (asked: Asked, over: Partial<Asked>): string =>
  new URLSearchParams(
    Object.entries({ ...asked, ...over }).flatMap(([key, value]) =>
      value === '' || (key === 'page' && value === 1) ? [] : [[key, String(value)]],
    ),
  ).toString()

/** Whether anything is asked but the page. */
export const isAsked = ({ page: _, ...asked }: Asked): boolean => Object.values(asked).some((value) => value !== '')

/** Whether words were typed of which nothing is left to look for: then nothing is found, not everything. */
export const asksNothing = ({ q, department }: Asked, search: Search): boolean =>
  (q.trim() !== '' && search.words.length === 0) || (department !== '' && search.departmentWords?.length === 0)

export const searchOf = (deps: Deps, { q, eligible, ledger, kind, sensitive, organisation, department, item }: Asked): Search => ({
  words: searchWords(q),
  isEligible: eligible === 'yes' ? true : eligible === 'no' ? false : undefined,
  made: eligible === 'made' ? true : undefined,
  openOn: eligible === 'open' ? japanDate(deps.clock()) : undefined,
  ledger: ledger === 'register' || ledger === 'ordinance' ? ledger : undefined,
  fileKind: kind === 'computer' || kind === 'manual' ? kind : undefined,
  hasSensitive: sensitive === '' ? undefined : sensitive === 'yes',
  organisationId: organisation === '' ? undefined : organisation,
  departmentWords: searchWords(department),
  item: item === '' ? undefined : item,
})

interface SearchFormProps {
  action: string
  asked: Asked
  /** without them the search is of one organisation, and by its departments */
  organisations?: { id: string; name: string }[]
  departments?: string[]
  label?: string
}

/** The field for words and what narrows a search. */
export const SearchForm: FC<SearchFormProps> = ({ action, asked, organisations, departments = [], label }) => (
  <search>
    <form method="get" action={action}>
      <div class="inline-form">
        <SearchField q={asked.q} label={label} />
        <Button>調べる</Button>
      </div>
      <div class="inline-form filters">
        {organisations ? (
          <Select
            name="organisation"
            label="団体"
            value={asked.organisation}
            options={[['', 'すべて'], ...organisations.map(({ id, name }): [string, string] => [id, name])]}
          />
        ) : null}
        {organisations ? (
          <div class="field">
            <label for="department">{DEPARTMENT}</label>
            <input type="text" id="department" name="department" value={asked.department} maxlength={200} />
          </div>
        ) : (
          <Select
            name="department"
            label={DEPARTMENT}
            value={asked.department}
            options={[['', 'すべて'], ...departments.map((name): [string, string] => [name, name])]}
          />
        )}
        {(Object.keys(CHOICES) as Choice[])
          .filter((choice) => choice !== 'ledger' || organisations)
          .map((choice) => (
            <Select name={choice} label={LABELS[choice]} value={asked[choice]} options={CHOICES[choice]} />
          ))}
        {asked.item ? <input type="hidden" name="item" value={asked.item} /> : null}
        {!organisations && asked.ledger === 'ordinance' ? <input type="hidden" name="ledger" value="ordinance" /> : null}
      </div>
    </form>
  </search>
)

const Select: FC<{ name: string; label: string; value: string; options: [string, string][] }> = ({ name, label, value, options }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map(([option, text]) => (
        <option value={option} selected={option === value}>
          {text}
        </option>
      ))}
    </select>
  </div>
)

/** "12件", or that there are too many to leaf through; and the pages before and after. */
export const countText = (count: number, q: string): string =>
  `${count > MOST_FOUND ? `${MOST_FOUND.toLocaleString('ja-JP')}件以上` : `${count}件`}${q ? `（「${q}」で調べた結果）` : ''}`

export const Pages: FC<{ path: string; asked: Asked; count: number; size: number }> = ({ path, asked, count, size }) => {
  const { page } = asked
  const isLast = page * size >= count || page * size >= MOST_FOUND
  if (page === 1 && isLast) return null
  return (
    <nav class="actions" aria-label="ページ">
      {page > 1 ? <a href={`${path}?${askedAgain(asked, { page: page - 1 })}`}>{`前の${size}件`}</a> : null}
      {isLast ? null : <a href={`${path}?${askedAgain(asked, { page: page + 1 })}`}>{`次の${size}件`}</a>}
    </nav>
  )
}

/** That only files which record one item are looked for, and the way back to all. */
export const ItemAsked: FC<{ path: string; asked: Asked }> = ({ path, asked }) =>
  asked.item ? (
    <p>
      {`記録項目「${asked.item}」のある個人情報ファイルに絞り込んでいます。`}
      <a href={`${path}?${askedAgain(asked, { item: '', page: 1 })}`}>この絞り込みを外す</a>
    </p>
  ) : null

export const NothingFound: FC = () => (
  <div class="notice">
    <p>当てはまる個人情報ファイルはありません。言葉を短くするか、減らすか、絞り込みを外して、もう一度調べてください。</p>
  </div>
)
