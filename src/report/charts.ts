import type { BarEntry, BarsBlock, PairBlock, PointsBlock } from './blocks.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (raw: string) => raw.replace(/[&<>"']/g, (character) => escapes[character]!)

/** Dark and full for the result, light with an outline for the source: told apart in black and white too. */
const fill = (before?: boolean) => (before ? 'fill="#dce6fb" stroke="#264af4" stroke-width="1"' : 'fill="#0017c1"')

/** Full-width characters count as two. */
const widthOf = (character: string) => (character.charCodeAt(0) < 0x1100 ? 1 : 2)

function cut(label: string, width: number): string {
  let used = 0
  let text = ''
  for (const character of label) {
    used += widthOf(character)
    if (used > width) return `${text}…`
    text += character
  }
  return text
}

const told = (entries: readonly BarEntry[]) => entries.map(({ label, text }) => `${label} ${text}`).join('、')

/** An image with its words: a title, and all its figures as a description. */
const image = (title: string, words: string, width: number, height: number, size: number, body: string) =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(`${title}：${words}`)}" font-size="${size}"><title>${escapeHtml(title)}</title><desc>${escapeHtml(words)}</desc>${body}</svg>`

interface Layout {
  width: number
  row: number
  /** where bars begin */
  from: number
  /** of the longest bar */
  bar: number
  size: number
  letters: number
}

function rows(entries: readonly BarEntry[], most: number, { row, from, bar, size, letters }: Layout): string {
  return entries
    .map(({ label, value, text, before }, i) => {
      const length = most > 0 ? Math.max(value > 0 ? 2 : 0, (Math.min(value, most) / most) * bar) : 0
      const base = i * row + row / 2 + size * 0.35
      return `<text x="0" y="${base.toFixed(1)}">${escapeHtml(cut(label, letters))}</text><rect x="${from}" y="${(i * row + row * 0.2).toFixed(1)}" width="${length.toFixed(1)}" height="${(row * 0.6).toFixed(1)}" ${fill(before)}/><text x="${(from + 6 + length).toFixed(1)}" y="${base.toFixed(1)}">${escapeHtml(text)}</text>`
    })
    .join('')
}

const largest = (entries: readonly BarEntry[]) => entries.reduce((most, { value }) => Math.max(most, value), 0)

export function barsSvg({ title, entries, most }: BarsBlock): string {
  const layout = { width: 660, row: 30, from: 230, bar: 250, size: 14, letters: 31 }
  return image(
    title,
    told(entries),
    layout.width,
    entries.length * layout.row,
    layout.size,
    rows(entries, most ?? largest(entries), layout),
  )
}

/** The two halves of a pair, on one scale; null where there is nothing to show. */
export function pairSvgs({ title, before, after }: PairBlock): { before: string | null; after: string | null } {
  const most = Math.max(largest(before?.entries ?? []), largest(after?.entries ?? []))
  const layout = { width: 320, row: 22, from: 112, bar: 110, size: 12, letters: 17 }
  const half = (side: PairBlock['before'], name: string) =>
    side &&
    image(
      `${title}（${name}）`,
      told(side.entries),
      layout.width,
      side.entries.length * layout.row,
      layout.size,
      rows(side.entries, most, layout),
    )
  return { before: half(before, '加工前'), after: half(after, '加工後') }
}

/** Round figures from 0 on, at most six of them. */
export function ticks(most: number): number[] {
  const unit = 10 ** Math.floor(Math.log10(most))
  const step = [0.2, 0.25, 0.5, 1, 2].map((share) => share * unit).find((one) => most / one < 5.5) ?? 2 * unit
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}

/** A line of points, the chosen one ringed and named; every point's figures stand in the table beside it. */
export function pointsSvg({ title, across, up, lines, acrossIsShare }: PointsBlock): string {
  const [width, height, left, right, bottom, top] = [660, 330, 60, 150, 50, 34]
  const all = lines.flatMap(({ points }) => points)
  const reach = (values: number[]) => Math.max(...values, 1e-9) * 1.08
  const [mostAcross, mostUp] = [reach(all.map((point) => point.across)), reach(all.map((point) => point.up))]
  const x = (value: number) => left + (value / mostAcross) * (width - left - right)
  const y = (value: number) => height - bottom - (value / mostUp) * (height - bottom - top)
  const percent = (value: number) => `${(value * 100).toLocaleString('ja-JP', { maximumSignificantDigits: 2 })} %`
  const short = (value: number) =>
    acrossIsShare ? percent(value) : value.toLocaleString('ja-JP', { maximumSignificantDigits: 2, notation: 'compact' })
  const axes = [
    `<path d="M${left} ${top}V${height - bottom}H${width - right}" fill="none" stroke="#4d4d4d"/>`,
    ...ticks(mostAcross).map(
      (value) => `<text x="${x(value).toFixed(1)}" y="${height - bottom + 18}" text-anchor="middle">${short(value)}</text>`,
    ),
    ...ticks(mostUp).map((value) => `<text x="${left - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${percent(value)}</text>`),
    `<text x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">${escapeHtml(across)}</text>`,
    `<text x="0" y="12">${escapeHtml(up)}</text>`,
  ]
  const dashes = ['', ' stroke-dasharray="7 4"', ' stroke-dasharray="2 4"', ' stroke-dasharray="10 3 2 3"']
  // Points of one height stand near each other: those of one line are named, and each stands in the table with its figures.
  const named = Math.max(
    0,
    lines.findIndex(({ points }) => points.some(({ chosen }) => chosen)),
  )
  const drawn = lines.map(({ label, points }, i) => {
    const path = points.map((point, p) => `${p === 0 ? 'M' : 'L'}${x(point.across).toFixed(1)} ${y(point.up).toFixed(1)}`).join('')
    const last = points.at(-1)
    return [
      `<path d="${path}" fill="none" stroke="#0017c1" stroke-width="1.5"${dashes[i % dashes.length]}/>`,
      ...points.map(
        (point) =>
          `<circle cx="${x(point.across).toFixed(1)}" cy="${y(point.up).toFixed(1)}" r="4" fill="#fff" stroke="#0017c1" stroke-width="1.5"/>${point.chosen ? `<circle cx="${x(point.across).toFixed(1)}" cy="${y(point.up).toFixed(1)}" r="9" fill="none" stroke="#1a1a1c" stroke-width="2.5"/><text x="${(x(point.across) + (x(point.across) > width / 2 ? -13 : 13)).toFixed(1)}" y="${(y(point.up) + 24).toFixed(1)}"${x(point.across) > width / 2 ? ' text-anchor="end"' : ''} font-weight="700">${escapeHtml(point.label)}（選んだもの）</text>` : i !== named ? '' : `<text x="${(x(point.across) + 7).toFixed(1)}" y="${(y(point.up) - 7).toFixed(1)}">${escapeHtml(point.label)}</text>`}`,
      ),
      last && lines.length > 1
        ? `<text x="${width - right + 44}" y="${top + 8 + i * 18}">${escapeHtml(cut(label, 15))}</text><path d="M${width - right + 10} ${top + 4 + i * 18}h28" stroke="#0017c1" stroke-width="1.5"${dashes[i % dashes.length]}/>`
        : '',
    ].join('')
  })
  const words = lines
    .map(
      ({ label, points }) =>
        `${label}：${points.map((point) => `${point.label}${point.chosen ? '（選んだもの）' : ''} ${across} ${short(point.across)} ${up} ${percent(point.up)}`).join('、')}`,
    )
    .join('。')
  return image(title, words, width, height, 12, [...axes, ...drawn].join(''))
}
