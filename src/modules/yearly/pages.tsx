import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { toSignIn } from '../../auth/index.ts'
import { eraDate, eraFiscalYear, fiscalYear, japanDate } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { Button, eventName, Field, Notice, Page, Table } from '../../views/index.ts'
import { csvOf } from '../register/index.ts'
import { figuresOf, yearsOf } from './rules.ts'
import { happenedIn } from './service.ts'

const TITLE = '年度の集計'

/** 施行の状況: the figures of a fiscal year, for the report that the commission asks for. */
export const yearlyPages = (deps: Deps) => {
  const figures = async (c: Context<AppEnv>) => {
    const { actor, organisation } = c.var
    const happened = await happenedIn(deps, actor, organisation.id)
    const today = japanDate(deps.clock())
    const years = yearsOf(happened, today)
    const asked = Number(c.req.query('year'))
    const year = years.includes(asked) ? asked : fiscalYear(today)
    const its = programme(organisation.programmeId ?? '', organisation.programmeVersion)
    return { its, today, years, year, lines: figuresOf(its, happened, year, eventName) }
  }
  return new Hono<AppEnv>()
    .get('/yearly', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const { its, today, years, year, lines } = await figures(c)
      const base = `/${organisation.id}`
      return c.html(
        <Page
          {...{ actor, organisation, title: TITLE, section: 'desk', demonstration: deps.demonstration }}
          crumbs={[
            { href: base, label: organisation.name },
            { href: `${base}/desk`, label: '事務机' },
          ]}
        >
          <h1>{`${eraFiscalYear(year)}の集計　${organisation.name}`}</h1>
          <p>
            {`${eraDate(`${year}-04-01`)}から${eraDate(year === fiscalYear(today) ? today : `${year + 1}-03-31`)}までの記録から数えました。`}
            {its.articles.statusReport ? `施行の状況の報告（${its.articles.statusReport}）に使えます。` : ''}
          </p>
          {year === fiscalYear(today) ? <Notice>年度の途中です。年度末現在の数は、今日の数です。</Notice> : null}
          <form method="get" action={`${base}/yearly`} class="inline-form actions">
            <Field
              name="year"
              label="年度"
              value={year}
              options={years.map((one) => ({ value: String(one), label: eraFiscalYear(one) }))}
            />
            <Button kind="secondary">表示する</Button>
          </form>
          <p class="actions">
            <a href={`${base}/yearly.csv?year=${year}`}>CSVで保存する</a>
            　紙に残すときは、ブラウザの印刷を使ってください。
          </p>
          {[...new Set(lines.map(({ section }) => section))].map((section) => (
            <Table
              caption={section}
              head={['項目', '根拠', '数']}
              numeric={[2]}
              rows={lines
                .filter((line) => line.section === section)
                .map(({ label, article, value, unit }) => [
                  label,
                  article ?? '',
                  value === null ? '—' : `${value.toLocaleString('ja-JP')}${unit}`,
                ])}
            />
          ))}
          <p class="small muted">
            {`項目の並びは砂丘のものです。${its.words.proposal}は提出した日、決定は決定した日、${its.words.fee}は納付した日の年度に数えます。`}
          </p>
        </Page>,
      )
    })
    .get('/yearly.csv', async (c) => {
      const { year, lines } = await figures(c)
      const rows = lines.map(({ section, label, article, value, unit }) => [
        ...[eraFiscalYear(year), section, label, article ?? '', value === null ? '' : String(value), unit],
      ])
      return c.body(csvOf([['年度', '区分', '項目', '根拠', '数', '単位'], ...rows]), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="yearly-${c.var.organisation.id}-${year}.csv"`,
      })
    })
}
