import type { Child, FC } from 'hono/jsx'
import { japanDateTime } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { Button, ErrorSummary, Facts, Field, Table, Tag } from '../../views/index.ts'
import { day, fieldLabels, PROGRAMMES, type Refused } from './page-words.ts'
import type { openProgrammes } from './service.ts'

const named = (one: Pick<Programme, 'id' | 'version'>) => `${one.id}@${one.version}`

interface ListProps extends Awaited<ReturnType<typeof openProgrammes>> {
  /** of the organisation */
  home: string
  mayKeep: boolean
  inForce: Programme
  people: ReadonlyMap<string, string>
  refused?: Refused
}

/** Programmes in force, the organisation's versions and drafts, and those to copy. */
export const ProgrammeList: FC<ListProps> = ({ home, shipped, versions, drafts, today, mayKeep, inForce, people, refused }) => {
  const base = `${home}/programmes`
  const statusTag = (version: (typeof versions)[number]) =>
    version.effectiveFrom > today ? (
      <Tag colour="orange">施行前</Tag>
    ) : version.version === inForce.version ? (
      <Tag colour="green">施行中</Tag>
    ) : (
      <Tag>前の版</Tag>
    )
  return (
    <>
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
            ? [['審査会', <a href={`${home}/bodies`}>{inForce.bodies.map(({ label }) => label).join('、')}</a>] as [string, Child]]
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
    </>
  )
}
