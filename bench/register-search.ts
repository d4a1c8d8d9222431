import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { registerEntryDocuments } from '../src/demo/register-entries.ts'
import { searchWords } from '../src/modules/register/fold.ts'
import { calls, madeData, registerEntries } from '../src/modules/register/schema.ts'
import { type Search, searchEntries } from '../src/modules/register/search.ts'
import { completeSearchIndex } from '../src/modules/register/search-index.ts'
import { openDatabase } from '../src/platform/node/libsql.ts'

/** The search over 200,000 invented entries of 1,000 organisations: `node bench/register-search.ts [entries [folder]]`. */
const ENTRIES = Number(process.argv[2] ?? 200_000)
const ORGANISATIONS = 1_000
const ROUNDS = 12

// A generator of its own: the same entries at each run.
let state = 20_261_121
const chance = (below: number) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const pick = <T>(from: readonly T[]): T => from[chance(from.length)]!

const documents = registerEntryDocuments()
const subjects =
  '住民税 固定資産税 国民健康保険 介護保険 後期高齢者医療 児童手当 児童扶養手当 生活保護 障害者手帳 自立支援医療 特別障害者手当 乳幼児健診 予防接種 がん検診 母子健康 保育所 学童保育 就学援助 奨学金 学校健診 県営住宅 市営住宅 水道 下水道 墓地 犬の登録 図書館 公民館 体育施設 農地 漁業権 森林 狩猟免許 自動車税 軽自動車税 法人住民税 不動産取得税 貸金業 旅館業 食品営業 薬局 医師 看護師 救急搬送 消防設備 危険物 建築確認 屋外広告物 道路占用 河川占用 選挙人名簿 印鑑登録 戸籍 マイナンバーカード 旅券 災害時要援護者 罹災証明 義援金 公害健康 石綿 原爆被爆者 難病医療 小児慢性特定疾病 ひとり親 里親 DV相談 消費生活相談 職業訓練 移住支援 ふるさと納税 市民税 森林環境税 入湯税 パスポート ごみ収集 浄化槽 合併処理 空き家'.split(
    ' ',
  )
const kinds = '台帳 名簿 ファイル 管理ファイル 受給者台帳 申請者名簿 課税台帳 登録簿 システム 対象者リスト'.split(' ')
const places =
  '総務部 福祉部 健康福祉部 生活環境部 県土整備部 教育委員会 農林水産部 商工労働部 市民部 都市整備部 上下水道局 消防本部'.split(' ')
const sections =
  '税務課 長寿社会課 障がい福祉課 子育て支援課 保険年金課 住宅課 学校教育課 情報政策課 市民課 環境課 農政課 水産課 道路課 建築指導課'.split(
    ' ',
  )
const verbs = '賦課徴収 資格の管理 給付の決定 相談の記録 許可の管理 登録の事務 支援の計画 通知の発送 統計の作成 健康の管理'.split(' ')
const common = '氏名 住所 生年月日 性別 電話番号 宛名番号 世帯番号 続柄 郵便番号 備考'.split(' ')
const rare = [
  ...documents.flatMap(({ items }) => items.map(({ name }) => name)),
  ...subjects.flatMap((subject) =>
    ['番号', '認定日', '区分', '金額', '受給状況', '申請年月日', '理由', '期間'].map((what) => `${subject}${what}`),
  ),
]

const template = documents[0]!
function entry(no: number) {
  const subject = pick(subjects)
  const {
    slug: _s,
    name: _n,
    department: _d,
    persons: _p,
    isEligible: _e,
    organisation: _o,
    sakyu: _k,
    madeData: _m,
    dataFiles: _f,
    ...content
  } = template
  const items = [...common.filter(() => chance(10) < 7), ...Array.from({ length: 4 + chance(10) }, () => pick(rare))]
  return {
    id: `e${no}`,
    organisationId: `o${no % ORGANISATIONS}`,
    slug: `file-${no}`,
    name: `${subject}${pick(['', '', '証明', '減免', '滞納', '交付', '電算'])}${pick(kinds)}${Math.floor(no / ORGANISATIONS)}`,
    department: `${pick(places)} ${pick(sections)}`,
    persons: 1_000 + chance(100_000),
    isEligible: chance(3) === 0,
    ledger: chance(20) === 0 ? ('ordinance' as const) : ('register' as const),
    version: 1,
    publishedAt: no,
    updatedAt: no,
    content: {
      ...content,
      purpose: `${subject}に関する${pick(verbs)}及び${pick(verbs)}に係る事務を適正に行うため、${pick(subjects)}の情報とあわせて利用する。`,
      scope: `${subject}の申請をした者及びその世帯員（平成${1 + chance(30)}年度以降）`,
      remarks: null,
      fileKind: chance(8) === 0 ? ('manual' as const) : ('computer' as const),
      hasSensitive: chance(4) === 0,
      items: items.map((name, i) => ({ no: i + 1, name, kind: 'other', sensitive: false })),
    },
  }
}

// With a second argument the database is made there once and kept: for whoever changes the search and measures again.
const kept = process.argv[3]
const folder = kept ?? mkdtempSync(join(tmpdir(), 'sakyu-search-'))
const file = join(folder, 'search.db')
const isMade = existsSync(file)

const kindsOfQuery: Record<string, { queries: string[]; filter?: Partial<Search>; offset?: number }> = {
  'one letter': { queries: ['税', '犬', '県', '名', '課', '線', 'D', '住', 'の', '番'] },
  'two letters': { queries: ['氏名', '住所', '介護', '税務', '戸籍', '水道', 'DV', '健診', '番号', '里親', '事務'] },
  'longer words': {
    queries: [
      '固定資産税',
      'ひとり親',
      '国民健康保険',
      '災害時要援護者',
      'がん検診',
      '生年月日',
      '特別障害者手当金額',
      'マイナンバーカード',
      '及びその世帯員',
    ],
  },
  'two words': {
    queries: ['氏名 住所', '介護 認定日', '税 金額', '健診 性別', '犬 電話番号', '奨学金 学校教育課', 'の 番号', '里親 森林'],
  },
  'nothing found': { queries: ['宇宙船', '鯨', '税水', 'zzz'] },
  'one organisation': { queries: ['税', '氏名', '介護 番号', '台帳'], filter: { organisationId: 'o77', ledger: 'register' } },
  'eligible, by computer': { queries: ['税', '氏名', '介護 番号', '台帳', '犬'], filter: { isEligible: true, fileKind: 'computer' } },
  'ledger by ordinance': { queries: ['税', '氏名', '介護 番号', '犬'], filter: { ledger: 'ordinance', hasSensitive: true } },
  'call open': { queries: ['税', '氏名', '介護 番号', '犬', ''], filter: { openOn: '2026-06-01' } },
  'calls of all': { queries: ['税', '氏名', '介護 番号', '犬', ''], filter: { openOn: '2025-06-01' } },
  'data made': { queries: ['税', '氏名', ''], filter: { made: true } },
  'far page': { queries: ['税', '氏名', '番号'], offset: 960 },
}

/** Milliseconds on the clock and of processor, each sorted. */
class Times {
  clock: number[] = []
  processor: number[] = []
  async add(work: () => Promise<unknown>): Promise<void> {
    const started = performance.now()
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    this.processor.push((user + system) / 1000)
    this.clock.push(performance.now() - started)
  }
  at(share: number, times = this.clock): number {
    return [...times].sort((a, b) => a - b)[Math.ceil(times.length * share) - 1]!
  }
  line(): string {
    const both = (share: number) => `${this.at(share).toFixed(1)} (${this.at(share, this.processor).toFixed(1)})`
    return `p50 ${both(0.5)}  p95 ${both(0.95)}  slowest ${both(1)} ms`
  }
}

try {
  const { db, close } = await openDatabase(`file:${file}`, { migrations: 'drizzle/migrations' })
  if (!isMade) {
    const begun = performance.now()
    for (let no = 0; no < ENTRIES; no += 500)
      await db.insert(registerEntries).values(Array.from({ length: Math.min(500, ENTRIES - no) }, (_, i) => entry(no + i)))
    const written = performance.now()
    const indexed = await completeSearchIndex(db)
    const done = performance.now()
    const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
    console.log(`${indexed} entries: written in ${seconds(begun, written)} s, indexed in ${seconds(written, done)} s`)
  }
  // The thousand ask for thirty files each; the year after, forty have asked for a hundred; data was made from three hundred.
  const call = (id: string, o: number, year: number, files: number) => ({
    ...{ id, organisationId: `o${o}`, title: 't', programmeId: 'appi', programmeVersion: '1', terms: {}, createdAt: 0 },
    ...{ announcedOn: `${year}-01-01`, opensOn: `${year}-01-01`, closesOn: `${year}-12-31` },
    entries: Array.from({ length: files }, (_, i) => ({ entryId: `e${i * ORGANISATIONS + o}`, version: 1 })),
  })
  await db
    .insert(calls)
    .values(Array.from({ length: 40 }, (_, o) => call(`c${o}`, o, 2026, 100)))
    .onConflictDoNothing()
  await db
    .insert(calls)
    .values(Array.from({ length: ORGANISATIONS }, (_, o) => call(`d${o}`, o, 2025, 30)))
    .onConflictDoNothing()
  await db
    .insert(madeData)
    .values(
      Array.from({ length: 300 }, (_, i) => ({
        ...{ id: `m${i}`, organisationId: `o${(i * 601) % ORGANISATIONS}`, entryId: `e${i * 601}`, caseId: `k${i}`, persons: 1, items: [] },
        ...{ desk: 'd', deskAddress: 'a', proposalsFrom: '2026-01-01', proposalsTo: '2026-12-31', createdAt: 0 },
      })),
    )
    .onConflictDoNothing()
  const begun = performance.now()
  console.log(`${await completeSearchIndex(db)} entries brought forward in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  console.log(`${Math.round(statSync(file).size / 1e6)} MB; milliseconds on the clock (of processor)`)

  const all = new Times()
  for (const [name, { queries, filter, offset = 0 }] of Object.entries(kindsOfQuery)) {
    const times = new Times()
    for (let round = 0; round < ROUNDS; round++)
      for (const q of queries) await times.add(() => searchEntries(db, { words: searchWords(q), ...filter }, { limit: 20, offset }))
    all.clock.push(...times.clock)
    all.processor.push(...times.processor)
    console.log(`${name.padEnd(24)}${times.line()}`)
  }
  console.log(`${'all'.padEnd(24)}${all.line()}, ${all.clock.length} searches`)

  // What a search without an index would do: read every entry's text and look for the words in it.
  const scan = new Times()
  for (const q of ['税', '固定資産税', '宇宙船'])
    await scan.add(() =>
      db.all(sql`SELECT id FROM register_entries
        WHERE instr(name, ${q}) OR instr(department, ${q}) OR instr(content ->> '$.purpose', ${q}) OR instr(content ->> '$.items', ${q})`),
    )
  console.log(`${'reading all entries'.padEnd(24)}${scan.line()}`)
  const ratio = (share: number) => (scan.at(0.5, scan.processor) / all.at(share, all.processor)).toFixed(0)
  console.log(`reading all entries takes ${ratio(0.5)} × the processor of the middle search, ${ratio(0.95)} × that of p95`)
  console.log(
    `${cpus()[0]?.model.trim()}, ${cpus().length} hardware threads, load ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}`,
  )
  close()
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true })
}
