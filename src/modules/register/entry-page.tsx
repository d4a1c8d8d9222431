import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { listGovernments } from '../../auth/index.ts'
import { hasRole, NotFound } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { Facts, LinkButton, Notice, Page, Tag } from '../../views/index.ts'
import { day } from './call-body.tsx'
import { type EntryField, entryFields, publicEntry } from './fields.ts'
import { judgmentRows } from './judgment.ts'
import type { MadeData, RegisterEntry } from './model.ts'
import { inScript, schemaOrgDataset } from './open-data.ts'
import { type C, frame, openByEntry, programmeOf, REGISTER } from './page-frame.ts'
import { EligibleTag } from './parts.tsx'
import { type Similar, similarEntries } from './similar.ts'
import { findEntryBySlug, madeDataOf } from './store.ts'

/** The items as a list that can be counted; the rest of the fields as they are. */
const fieldValue = (field: EntryField, entry: RegisterEntry, made: MadeData[]): Child => {
  if (field.id !== 'items') return field.text(entry, made)
  return (
    <>
      <ol class="items">
        {entry.content.items.map(({ no, name, note, sensitive }) => (
          <li value={no}>
            <a href={`/search?item=${encodeURIComponent(name)}`}>{name}</a>
            {note ? `（${note}）` : ''} {sensitive ? <Tag colour="orange">要配慮</Tag> : null}
          </li>
        ))}
      </ol>
      <span class="small muted">項目の名前を選ぶと、同じ項目を記録しているほかの個人情報ファイルが分かります。</span>
      {entry.content.itemsPartlyWithheld ? '一部の項目は記載していません。' : ''}
    </>
  )
}

/** One entry with every field of the form, as a page or (named *.json) as data. */
export async function showEntry(deps: Deps, c: C) {
  const { organisation, actor } = c.var
  const base = `/${organisation.id}`
  const [, slug, json] = /^(.+?)(\.json)?$/.exec(c.req.param('entry') ?? '') ?? []
  const entry = await findEntryBySlug(deps.db, organisation.id, slug ?? '')
  if (!entry) throw new NotFound('entry')
  const made = await madeDataOf(deps.db, organisation.id, entry.id)
  if (json) return c.json(publicEntry(entry, made, `${new URL(c.req.url).origin}${base}/register/${entry.slug}`))
  const [open, similar, governments] = await Promise.all([
    openByEntry(deps, organisation.id),
    similarEntries(deps.db, entry),
    listGovernments(deps.db),
  ])
  const call = open.get(entry.id)
  const judgment = entry.content.judgment
  const publisher = { id: organisation.id, name: organisation.name, home: `${new URL(c.req.url).origin}${base}` }
  const isOfficial = hasRole(actor, organisation.id, 'department-officer', 'screening-officer', 'auditor', 'administrator')
  return c.html(
    <Page
      {...frame(deps, c, 'register')}
      title={entry.name}
      head={<script type="application/ld+json">{raw(inScript(schemaOrgDataset(publisher, entry)))}</script>}
      crumbs={[
        { href: base, label: organisation.name },
        { href: `${base}/register`, label: REGISTER },
      ]}
    >
      <div class="title-line">
        <h1>{entry.name}</h1>
        <EligibleTag entry={entry} />
      </div>
      {entry.archivedAt ? (
        <Notice kind="warning" title="帳簿から消された個人情報ファイルです">
          <p>保有をやめたか、記載を要しなくなりました。下の内容は、消される前のものです。</p>
        </Notice>
      ) : null}
      {entry.ledger === 'ordinance' ? (
        <Notice>
          <p>条例による帳簿に記載している個人情報ファイルです。提案の募集の対象にはなりません。</p>
        </Notice>
      ) : null}
      {call ? (
        <Notice kind="success" title="この個人情報ファイルは、提案を募集しています">
          <p>{`「${call.title}」で、${day(call.closesOn)}まで受け付けています。`}</p>
          <div class="actions">
            <LinkButton href={`${base}/proposals/new?call=${call.id}&entry=${entry.id}`}>この個人情報ファイルについて提案する</LinkButton>
            <a href={`${base}/calls/${call.id}`}>募集の内容を見る</a>
          </div>
        </Notice>
      ) : null}
      <Facts rows={entryFields(programmeOf(c)).map((field) => [`${field.no}. ${field.label}`, fieldValue(field, entry, made)])} />
      {made.length > 0 ? (
        <p>
          <a href={`${base}/made-data`}>作成済みのデータの利用を提案する</a>
        </p>
      ) : null}
      <h2>提案を考える方へ</h2>
      <p>
        <LinkButton kind="secondary" href={`${base}/preflight?entry=${entry.slug}`}>
          得られそうか、いつ決まるか、いくらかかるかの見通しを見る
        </LinkButton>
      </p>
      <Facts
        rows={[
          ['該当・非該当とした理由', judgment.publicReason],
          ...(entry.isEligible
            ? ([['本人の数', `${entry.persons.toLocaleString('ja-JP')}人（${day(entry.content.personsCountedOn)}現在）`]] as [
                string,
                Child,
              ][])
            : []),
        ]}
      />
      {isOfficial ? <Judgment programme={programmeOf(c)} entry={entry} /> : null}
      {similar.length > 0 ? <Elsewhere similar={similar} names={new Map(governments.map(({ id, name }) => [id, name]))} /> : null}
      <p>
        <a href={`${base}/register/${entry.slug}/history`}>記載の履歴</a>
        {'　'}
        <a href={`${base}/register/${entry.slug}.json`}>この個人情報ファイル簿をJSONで見る</a>
      </p>
    </Page>,
  )
}

/** Files of other organisations that are like this one. */
const Elsewhere: FC<{ similar: Similar[]; names: ReadonlyMap<string, string> }> = ({ similar, names }) => (
  <>
    <h2>ほかの団体の似たファイル</h2>
    <ul class="rows">
      {similar.map(({ entry, shared }) => (
        <li>
          <div class="title-line">
            <a class="row-title" href={`/${entry.organisationId}/register/${entry.slug}`}>
              {entry.name}
            </a>
            <EligibleTag entry={entry} />
          </div>
          <p class="small muted">{`${names.get(entry.organisationId) ?? ''}・${entry.content.authority}・${entry.department}`}</p>
          {shared.length > 0 ? (
            <p class="small">{`同じ記録項目：${shared.slice(0, 6).join('、')}${shared.length > 6 ? ` ほか${shared.length - 6}項目` : ''}`}</p>
          ) : null}
        </li>
      ))}
    </ul>
  </>
)

/** The judgment behind 該当/非該当, for officials. */
const Judgment: FC<{ programme: Programme; entry: RegisterEntry }> = ({ programme, entry }) => (
  <>
    <h2>判断の記録（職員だけに見えます）</h2>
    <Facts
      rows={[
        ...judgmentRows(programme, entry.content),
        ['本人の数', `${entry.persons.toLocaleString('ja-JP')}人`],
        ['保有を始めた日', day(entry.content.holdingSince)],
      ]}
    />
  </>
)
