import { describe, expect, it } from 'vitest'
import { ENGINES } from '../support/run-table.ts'
import { runCase } from '../support/spec-case.ts'

describe('a run that cannot meet its requirement says why, and what would', () => {
  const people = `
    person | area | illness
    -------+------+--------
         1 | 東   | 風邪
         2 | 東   | 骨折
         3 | 西   | 風邪
  `
  const area = { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'prefix', lengths: [1] } }
  const why = async (engine: (typeof ENGINES)[number], recipe: object) =>
    (await runCase({ table: people, recipe: recipe as never }, { engine })).findings.warnings.at(-1)

  it.each(ENGINES)('%s', async (engine) => {
    expect(await why(engine, { columns: { area: { ...area, level: 0 } } })).toBe(
      '最も近い段階でも、kのために1件の記録（許したのは0件）と1人の本人（許したのは0人）を除かなければなりません。privacy.suppressionLimit を上げるか、段階を選べない準識別子の列「area」を一般化するか、出さないか、kをゆるめるなどしてください',
    )
    const illness = { technique: 'keep', class: 'sensitive', reason: '試験' }
    const many = [{ model: 'distinct-l-diversity', column: 'illness', l: 3 }]
    expect(await why(engine, { columns: { area, illness }, privacy: { models: many } })).toBe(
      'privacy.models.0.l が3ですが、列「illness」の値は2種類しかありません。l を小さくしてください',
    )
    const far = [{ model: 'recursive-cl-diversity', column: 'illness', c: 1, l: 2 }]
    expect(await why(engine, { columns: { area, illness }, privacy: { models: far } })).toBe(
      'どの段階でも、privacy.models の条件を満たす組が1つもありません。階層に粗い段階を加えるか、level の範囲を広げるか、privacy.models の条件をゆるめるなどしてください',
    )
    const fewer = [{ technique: 'delete-records', where: { column: 'illness', equals: '風邪' } }]
    expect(await why(engine, { columns: { area }, records: fewer })).toContain('残るのは1人の本人で、privacy.k（2）に足りません')
    const gone = [{ technique: 'delete-records', where: { column: 'illness', in: ['風邪', '骨折'] } }]
    expect(await why(engine, { columns: { area }, records: gone })).toContain('すべての行が除かれました')
  })
})
