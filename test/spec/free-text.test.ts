import { describe, expect, it } from 'vitest'
import { ENGINES, runTable } from '../support/run-table.ts'

const note = (i: number) => `訪問${i}回目。ご家族から、${['転居', '入院', '就職', '進学'][i % 4]}の相談があった`
const table = (text: (i: number) => string | null): (string | null)[][] => [
  ['性別', '内容'],
  ...Array.from({ length: 40 }, (_, i) => [i % 2 ? '男' : '女', text(i)]),
]
const recipe = (decision: object = {}) => ({
  person: null,
  columns: {
    性別: { class: 'quasi-identifier', technique: 'keep' },
    内容: { class: 'other', technique: 'keep', reason: '利用の目的', ...decision },
  },
  privacy: { k: 3 },
})

describe.each(ENGINES)('free text: %s', (engine) => {
  it('leaves no order: it is deleted, or a second person has read it', async () => {
    const run = runTable(table(note), recipe(), { engine, order: true })
    await expect(run).rejects.toThrow('列「内容」は自由記述とみられます（文のある行が40件）')
    await expect(run).rejects.not.toThrow('相談')
  })
  it('is warned of where floors do not bind', async () => {
    const { findings } = await runTable(table(note), recipe(), { engine })
    expect(findings.warnings.join()).toContain('自由記述とみられます')
  })
  it('passes when it was read and confirmed', async () => {
    const { findings } = await runTable(table(note), recipe({ confirmed: '全件を読んで確かめた' }), { engine, order: true })
    expect(findings.met).toBe(true)
  })
  it('goes with delete-column', async () => {
    const { csv } = await runTable(table(note), recipe({ technique: 'delete-column' }), { engine, order: true })
    expect(csv).not.toContain('訪問')
  })
  it('is also seen where some cells are emptied', async () => {
    const emptied = recipe({ technique: 'delete-cells', where: { column: '性別', equals: '男' } })
    await expect(runTable(table(note), emptied, { engine, order: true })).rejects.toThrow('自由記述')
  })
  it('is not what comes again and again, nor names of things', async () => {
    const lists = [
      (i: number) => ['国民健康保険、後期高齢者医療保険のいずれか', '被用者保険、共済組合その他の保険に加入'][i % 2]!,
      () => '鳥取県鳥取市東町一丁目二百二十番地',
    ]
    for (const list of lists) {
      const { findings } = await runTable(table(list), recipe(), { engine, order: true })
      expect(findings.warnings.join()).not.toContain('自由記述')
    }
  })
})
