import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { adultMissing, reference } from '../test/support/adult.ts'
import { measure } from './measure.ts'

/** The whole of `anonymise` on 30,162 census records × 9 columns, k = 5, 5 % may be suppressed: start of the process to the released folder. */
if (adultMissing) {
  console.log(adultMissing)
} else {
  const rounds = Number(process.argv[2] ?? 5)
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-bench-'))
  const adult = join(reference, 'adult')
  const names = readFileSync(join(adult, 'adult.csv'), 'utf8').split(/\r?\n/, 1)[0]!.split(';')
  const columns = names.map((name) => {
    const path = `${name}.csv`
    writeFileSync(join(folder, path), readFileSync(join(adult, `hierarchies/adult_hierarchy_${name}.csv`)))
    return [name, { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path }, level: 'auto' }]
  })
  const recipe = {
    sakyu: 'recipe/1',
    title: 'Adult',
    person: null,
    columns: Object.fromEntries(columns),
    privacy: { k: 5, suppressionLimit: 0.05 },
  }
  try {
    writeFileSync(join(folder, 'recipe.json'), JSON.stringify(recipe))
    for (let round = 1; round <= rounds; round++) {
      const out = join(folder, `out-${round}`)
      const { seconds, peakMB } = await measure(process.execPath, [
        resolve('bin/sakyu.mjs'),
        'anonymise',
        ...['--recipe', join(folder, 'recipe.json'), '--in', join(adult, 'adult.csv'), '--out', out, '--progress', 'none'],
        ...process.argv.slice(3),
      ])
      const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))
      console.log(
        `round ${round}: ${seconds.toFixed(2)} s, ${peakMB?.toFixed(0)} MB; ${JSON.stringify(report.seconds)}; loss ${report.search?.loss}`,
      )
      rmSync(out, { recursive: true })
    }
  } finally {
    if (process.env.SAKYU_BENCH_KEEP) console.log(`kept: ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}
