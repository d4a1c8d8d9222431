import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { hasRole, japanDateTime, NotFound } from '../../core/index.ts'
import { Notice, Page, Table, Tag } from '../../views/index.ts'
import { STALE_MS } from './rules.ts'
import { outboxOf, pathOf } from './service.ts'

/** 通知: who was written to about which case, and whether it left. For administrators and auditors. */
export const noticePages = (deps: Deps) =>
  new Hono<AppEnv>().get('/notices', async (c) => {
    const { actor, organisation } = c.var
    if (!actor || !hasRole(actor, organisation.id, 'administrator', 'auditor')) throw new NotFound('notices')
    const [rows, names] = await Promise.all([outboxOf(deps.db, organisation.id), peopleNames(deps.db)])
    return c.html(
      <Page title="通知" actor={actor} organisation={organisation} section="notices" demonstration={deps.demonstration}>
        <h1>通知</h1>
        <p>
          案件が動くと、提案者と、次に扱う職員にメールでお知らせします。年度の終わりが近いのに募集がないときは、公示する職員にお知らせします。メールに書くのは、案件の番号と状態、募集の年度と期限だけです。メールのサーバーが設定されていないときは、3日で送らないことにします。
        </p>
        {rows.length === 0 ? (
          <Notice>
            <p>まだ通知はありません。</p>
          </Notice>
        ) : (
          <Table
            caption="新しい通知（100件まで）"
            head={['案件', '状態', '宛先', '作成', '送信']}
            rows={rows.map((row) => [
              <a href={pathOf(row)}>{row.receiptNumber}</a>,
              row.state,
              names.get(row.userId) ?? '（退職など）',
              japanDateTime(row.createdAt),
              row.sentAt !== null ? (
                japanDateTime(row.sentAt)
              ) : row.nextAt === null || row.createdAt <= deps.clock() - STALE_MS ? (
                <Tag>送らなかった</Tag>
              ) : row.attempts > 0 ? (
                <>
                  <Tag colour="orange">{`${row.attempts}回試した`}</Tag>
                  <div class="small muted">{`次は ${japanDateTime(row.nextAt)}`}</div>
                </>
              ) : (
                <Tag colour="blue">これから</Tag>
              ),
            ])}
          />
        )}
      </Page>,
    )
  })
