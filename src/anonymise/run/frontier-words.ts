import type { FrontierPoint } from '../search/index.ts'

/** What the sentences need to know of the run. */
export interface Telling {
  /** rows entering the search */
  rows: number
  /** share that may be suppressed */
  limit: number
  /** the measure's figure is a share, and may be told as per cent */
  asShare: boolean
}

interface Choice {
  cost: number
  rows: number
}

/** A share in per cent, one decimal; more than none is never told as none. */
const percent = (share: number): string => (share > 0 && share < 0.0005 ? '0.1 % 未満' : `${(share * 100).toFixed(1)} %`)

/** e.g. 4.1 % から 1.2 % に減り */
function change(before: number, after: number, [less, more]: readonly [string, string]): { text: string; same: boolean } {
  const [from, to] = [percent(before), percent(after)]
  return from === to
    ? { text: `${from} のまま`, same: true }
    : { text: `${from} から ${to} に${after < before ? less : more}`, same: false }
}

/** Connects with what follows (減り、…), or ends the sentence (減ります。). */
const FALLS = { on: ['減り', '増え'], end: ['減ります', '増えます'] } as const
const DROPS = ['下がります', '上がります'] as const

/** What one column a level finer or coarser would gain or lose. */
export function neighbourInWords(
  to: Choice & { name: string; level: number; levelName: string | null; met: boolean },
  from: Choice,
  { rows, limit, asShare }: Telling,
): string {
  const head = `「${to.name}」を${to.levelName ? `「${to.levelName}」` : `段階 ${to.level} `}にすると、`
  const [before, after] = [from.rows / rows, to.rows / rows]
  const isLast = to.met && !asShare
  const gone = change(before, after, isLast ? FALLS.end : FALLS.on)
  const suppressed = `削除される記録は ${gone.text}`
  if (!to.met) return `${head}${suppressed}${gone.same ? 'でも' : ''}、許した ${percent(limit)} に収まりません。`
  if (isLast) return `${head}${suppressed}${gone.same ? 'です' : ''}。`
  const lost = change(from.cost, to.cost, FALLS.end)
  return `${head}${suppressed}${gone.same ? 'で' : ''}、失われる情報は ${lost.text}${lost.same ? 'です' : ''}。`
}

/** The next k up and down, and no suppression at all, against the chosen point. */
export function pointsInWords(points: readonly FrontierPoint[], { asShare }: Telling): string[] {
  const chosen = points.find((point) => point.chosen)
  if (!chosen?.best) return []
  const { best, highest } = chosen
  const beside = points.filter(({ limit, chosen: is }) => limit === chosen.limit && !is)
  const next = [beside.findLast(({ k }) => k < chosen.k), beside.find(({ k }) => k > chosen.k)]
  const words: string[] = []
  for (const point of next) {
    if (!point) continue
    if (!point.best) {
      words.push(`k を ${point.k} にすると、許した削除の中で満たせる段階の組合せはありません。`)
      continue
    }
    const lost = asShare ? change(best.cost, point.best.cost, FALLS.on) : null
    const risk = change(highest ?? 0, point.highest ?? 0, DROPS)
    words.push(
      `k を ${point.k} にすると、${lost ? `失われる情報は ${lost.text}${lost.same ? 'で' : ''}、` : ''}最も高い識別の危険は ${risk.text}${risk.same ? 'です' : ''}。`,
    )
  }
  const without = points.find(({ k, limit, chosen: is }) => k === chosen.k && limit === 0 && !is)
  if (without && !without.best) words.push('記録を1件も削除しないとすると、満たせる段階の組合せはありません。')
  else if (without?.best && asShare) {
    const lost = change(best.cost, without.best.cost, FALLS.end)
    words.push(`記録を1件も削除しないとすると、失われる情報は ${lost.text}${lost.same ? 'です' : ''}。`)
  }
  return words
}
