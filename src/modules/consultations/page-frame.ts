import type { Context } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'

export type C = Context<AppEnv>

export const TITLE = '事前相談'

/** What every page of this room hands to its frame. */
export const frame = (deps: Deps, c: C, isStaff: boolean) => ({
  actor: c.var.actor,
  demonstration: deps.demonstration,
  organisation: c.var.organisation,
  section: isStaff ? 'desk' : 'consultations',
  crumbs: [
    { href: `/${c.var.organisation.id}`, label: c.var.organisation.name },
    ...(isStaff ? [{ href: `/${c.var.organisation.id}/desk`, label: '事務机' }] : []),
  ],
})

export const LABELS: Record<string, string> = {
  company: '会社や団体の名称',
  contact: '担当者の氏名と連絡先',
  preferred: '希望する日時と方法',
  'purpose-purpose': '使いたい目的',
  'method-records': '対象を選ぶ条件',
  persons: '必要な本人の数（人）',
  entry: '個人情報ファイル',
  meetOn: '相談する日',
  meetHow: '時刻と方法',
  heldOn: '相談した日',
  participants: '参加した人（役割）',
  minutes: 'かかった時間（分）',
  said: '話した内容',
  outcome: '結果',
  advice: '助言',
  internal: '内部の記録',
}

export const STATUS = {
  requested: ['返事待ち', 'orange'],
  arranged: ['日程決定', 'blue'],
  held: ['記録済み', 'green'],
  withdrawn: ['取下げ', 'grey'],
} as const
