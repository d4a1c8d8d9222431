import type { Deps } from '../../app-env.ts'
import { formText, idFrom, NotFound, type Refusal } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { Button, ErrorSummary, Field, LinkButton, Notice, Page, statusOf } from '../../views/index.ts'
import { fineField, proposerOrganisations, WantedItems, wantableItems, wantField } from '../proposals/index.ts'
import { findEntryBySlug, listEntries, type RegisterEntry } from '../register/index.ts'
import type { TypedRequest } from './model.ts'
import { type C, frame, LABELS, TITLE } from './page-frame.ts'
import { mayRecord } from './permissions.ts'
import { isOffered } from './rules.ts'
import { registeredAs } from './service.ts'

/** The file that was chosen, if any. */
export const chosenEntry = async (deps: Deps, organisationId: string, slug: string): Promise<RegisterEntry | undefined> =>
  slug === '' ? undefined : findEntryBySlug(deps.db, organisationId, slug)

/** What was typed: of the wish only what the form of a proposal asks as well. */
export function readRequest(form: FormData, entry: RegisterEntry | undefined): TypedRequest {
  const text = (name: string) => formText(form, name).replaceAll(/\r\n?/g, '\n').trim()
  const names = [
    ...(entry ? wantableItems(entry.content.items).flatMap(({ no }) => [wantField(no), fineField(no)]) : []),
    ...['purpose-purpose', 'method-records', 'persons'],
  ]
  return {
    ...{ company: text('company'), contact: text('contact'), preferred: text('preferred') },
    wish: Object.fromEntries(names.map((name) => [name, text(name)]).filter(([, value]) => value !== '')),
  }
}

/** The form of a consultation: first the file, then what is wished of it. */
export async function requestPage(deps: Deps, c: C, slug: string, sent?: { typed: TypedRequest; id: string; refusals: Refusal[] }) {
  const { actor, organisation } = c.var
  const isStaff = mayRecord(actor, organisation.id)
  if (!actor || (!isStaff && proposerOrganisations(actor).length === 0)) throw new NotFound('consultation')
  const path = `/${organisation.id}/consultations`
  const refusals = sent?.refusals ?? []
  const [entries, entry] = await Promise.all([listEntries(deps.db, organisation.id), chosenEntry(deps, organisation.id, slug)])
  const own = isStaff ? { company: '', contact: '' } : await registeredAs(deps, actor)
  const typed = sent?.typed ?? { ...own, preferred: '', wish: {} }
  const field = (name: string, more: { rows?: number; hint?: string; required?: boolean; short?: boolean } = {}) => (
    <Field
      name={name}
      label={LABELS[name]!}
      value={name in typed.wish || !(name in typed) ? typed.wish[name] : String(typed[name as 'company'])}
      refusals={refusals}
      {...more}
    />
  )
  return c.html(
    <Page {...frame(deps, c, isStaff)} title={`${TITLE}を申し込む`}>
      <div class="narrow">
        <h1>{isStaff ? `受けた${TITLE}を記録する` : `${TITLE}を申し込む`}</h1>
        <ErrorSummary refusals={refusals} labels={LABELS} />
        {isOffered(programme(organisation.programmeId ?? '', organisation.programmeVersion)) ? (
          <>
            <form method="post" action={path} novalidate>
              <input type="hidden" name="id" value={sent?.id || idFrom(deps.random(20))} />
              <div class="inline-form">
                <Field
                  name="entry"
                  label={LABELS.entry!}
                  value={slug}
                  options={[
                    { value: '', label: 'まだ決めていない' },
                    ...entries.map(({ slug, name, isEligible }) => ({
                      value: slug,
                      label: `${name}${isEligible ? '' : '（募集の対象ではない）'}`,
                    })),
                  ]}
                />
                <Button kind="secondary" name="intent" value="choose">
                  選ぶ
                </Button>
              </div>
              <input type="hidden" name="shown" value={entry?.slug ?? ''} />
              <h2>{entry ? `「${entry.name}」について` : 'どんな情報が欲しいか'}</h2>
              {field('purpose-purpose', { rows: 5, required: true, hint: 'だいたいで構いません。何を知りたいか、何に役立てるか。' })}
              {entry ? <WantedItems content={{ answers: typed.wish }} entry={entry} refusals={refusals} isOptional /> : null}
              {field('method-records', { rows: 3, hint: '期間、年齢や地域の範囲など。' })}
              {field('persons', { short: true })}
              <h2>連絡</h2>
              {field('company', { required: true })}
              {field('contact', { required: true })}
              {field('preferred', { hint: '例：6月の平日午後、電話で' })}
              <Button>{isStaff ? '記録を作る' : '申し込む'}</Button>
              <p class="small muted">書いた内容は、この団体の担当者だけが読みます。提案を書き始めるときに、そのまま引き継げます。</p>
            </form>
          </>
        ) : (
          <Notice>
            <p>この制度では、事前相談の申込みを受け付けていません。窓口に問い合わせてください。</p>
            <LinkButton href={`/${organisation.id}`} kind="secondary">
              窓口を見る
            </LinkButton>
          </Notice>
        )}
      </div>
    </Page>,
    refusals.length > 0 ? statusOf(refusals) : 200,
  )
}
