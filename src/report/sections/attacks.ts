import type { Attack } from '../attacks.ts'
import type { Block, Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { number, percent } from '../words.ts'

const KINDS: Record<Attack['kind'], string> = {
  'singling-out': '一人だけを指す条件を見つける',
  linkage: '記録を本人に結びつける',
  inference: '知らない値を当てる',
}
const KNOWS: Record<Attack['knows'], string> = {
  quasi: '準識別子のすべて',
  all: '比べられるすべての列',
  three: 'くじで選んだ三つの列',
  chosen: '指定した列',
}

/** "0 of 2,000, at most 0.19 %" where nothing came off (rule I5). */
const came = ({ attempts, successes, rate, low, high }: Attack['all']): string =>
  successes === 0
    ? `${number(attempts)} 回のうち 0 回（多くても ${percent(high)}）`
    : `${number(attempts)} 回のうち ${number(successes)} 回、${percent(rate)}（${percent(low)}〜${percent(high)}）`

/** What attacks on the finished file achieved, against guessing (rule I5). */
export function attacks({ attacks: tried }: Report): Section | null {
  if (!tried || tried.results.length === 0) return null
  const blocks: Block[] = [
    {
      kind: 'text',
      text: `元のファイルの一部の値を知っている人になったつもりで、結果のファイルを使って本人に近づけるかを実際に試しました（元の ${number(tried.sourceRows)} 件、結果の ${number(tried.releasedRows)} 件）。「結果を使わずに当てた場合」と比べて、はっきり多く当たるなら、結果が手がかりになっています。かっこ内は、偶然の幅（95 %）です。`,
    },
    {
      kind: 'table',
      caption: '攻撃を試した結果',
      head: ['ねらい', '知っていること', '当たった回数', '結果を使わない場合', '結果にいない人では', '珍しい値の人では'],
      rows: tried.results.map((attack) => [
        attack.about === null ? KINDS[attack.kind] : `${KINDS[attack.kind]}（${attack.about}）`,
        KNOWS[attack.knows],
        came(attack.all),
        percent(attack.baseline.rate),
        attack.control ? percent(attack.control.rate) : '―',
        attack.exposed ? came(attack.exposed) : '―',
      ]),
      shapes: '   nn ',
    },
  ]
  const clues = tried.results.filter(({ informative, all }) => informative && all.successes > 0)
  blocks.push(
    clues.length > 0
      ? { kind: 'list', items: clues.map(({ words }) => words) }
      : { kind: 'text', text: '結果を使わない場合より多く当たった攻撃は、ありませんでした。' },
  )
  const blind = tried.results.filter(({ informative }) => !informative)
  if (blind.length > 0)
    blocks.push({
      kind: 'text',
      text: `当て推量と変わらず、多くは言えない攻撃：${blind.map(({ kind, knows, about }) => `${KINDS[kind]}${about === null ? '' : `（${about}）`}、${KNOWS[knows]}`).join('／')}。`,
    })
  if (tried.results.every(({ control }) => control === null))
    blocks.push({ kind: 'text', text: '結果にいない人と比べることは、できませんでした（元のファイルの全員が結果にいます）。' })
  if (tried.incomparable.length > 0)
    blocks.push({ kind: 'text', text: `元の値と比べようがない列（${tried.incomparable.join('、')}）は、攻撃に使っていません。` })
  blocks.push({
    kind: 'text',
    text: 'ここで試したのは決まった方法だけです。当たらなかったことは、ほかの方法でも当たらないことを意味しません。',
  })
  return { id: 'attacks', title: '攻撃を試した結果', blocks }
}
