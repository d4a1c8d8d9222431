import type { Section, Text } from '../blocks.ts'
import type { Report } from '../report.ts'
import { measureInWords, number, percent } from '../words.ts'

/** Who ran what, with which versions and hashes. */
export function record({ recipe, sha256, search, seconds, run, peakMemoryMB }: Report): Section {
  const lines: [string, Text][] = [
    ['加工方法', recipe.title],
    ['加工方法（SHA-256）', [{ code: recipe.sha256 }]],
    ...sha256.input.map((hash, i): [string, Text] => [`元のファイル ${i + 1}（SHA-256）`, [{ code: hash }]]),
    ['結果のファイル（SHA-256）', sha256.output === null ? '作られていません' : [{ code: sha256.output }]],
    ['加工した人', run.by ?? '記録されていません（コマンドで行いました）'],
    ['加工を終えた日時', run.finishedAt],
    ['使ったソフトウェア', run.software.map(({ name, version }) => `${name} ${version}`).join('、')],
    [
      '段階の探索',
      `${number(search.space)} 通りのうち ${number(search.checked)} 通りを調べ、${search.bound === null ? 'どれも要件を満たさないことを確かめました' : search.optimal ? `${search.measure === 'loss' ? '損失' : measureInWords(search.measure)}が最も小さいことを確かめました` : search.gap === null ? '途中で終えました' : `途中で終えました（最も良いものより、多くても ${percent(search.gap)} 大きい）`}`,
    ],
    [
      '時間とメモリ',
      `読込み ${seconds.read.toFixed(1)} 秒、探索 ${seconds.search.toFixed(1)} 秒、書込み ${seconds.write.toFixed(1)} 秒、確認 ${seconds.verify.toFixed(1)} 秒、最大 ${number(peakMemoryMB)} MB`,
    ],
  ]
  return {
    id: 'record',
    title: '記録',
    blocks: [
      {
        kind: 'table',
        caption: 'この加工を特定する値',
        head: ['こと', '値'],
        rows: lines.map(([name, text]) => [name, text]),
        shapes: '  ',
      },
      {
        kind: 'text',
        text: 'この報告は測った値と理由を示すもので、あらゆる方法によっても識別できないことを約束するものではありません。ほかの加工との間で記録がつながらないといえるのは、仮IDについてだけです。仮IDは、この加工の中でだけ同じ人をつなぎます。',
      },
    ],
  }
}
