import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { measure } from './measure.ts'
import { writeRegister } from './million-data.ts'

/**
 * `risk` with every figure it has, start of the process to the answer: the census records × 9 (asked for: at most 2 seconds),
 * and a million rows × 6 quasi-identifiers of which nearly all are unique. `SAKYU_BENCH_ROWS` changes the size.
 */
const rows = Number(process.env.SAKYU_BENCH_ROWS ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'sakyu-bench-'))
const at = (name: string) => join(folder, name)
const adult = ['..', '../..'].map((root) => resolve(root, 'shared/reference/adult/adult.csv')).find((path) => existsSync(path))

async function risk(name: string, args: string[]): Promise<void> {
  const run = await measure(process.execPath, [resolve('bench/quiet.ts'), ...args])
  console.log(`${name}: ${run.seconds.toFixed(2)} s, ${run.peakMB?.toFixed(0)} MB`)
}

try {
  const nine = 'sex,age,race,marital-status,education,native-country,workclass,occupation,salary-class'
  if (adult) {
    await risk('census × 9', ['--in', adult, '--quasi', nine])
    await risk('census × 8, sensitive, cells, sample', [
      ...['--in', adult, '--quasi', nine.replace(',occupation', ''), '--sensitive', 'occupation', '--cells', '5,4,3', '--fraction', '0.1'],
    ])
  } else console.log('the census records (../shared/reference) are not here')
  await writeRegister(rows, 15, at('register.csv'), at('utf8.csv'))
  const six = '生年月日,性別,郵便番号,職業,婚姻,世帯人数'
  await risk(`${rows} rows × 6`, ['--in', at('utf8.csv'), '--quasi', six])
  await risk(`${rows} rows × 10`, ['--in', at('utf8.csv'), '--quasi', `${six},控除額,課税区分,納付方法,年度`])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
