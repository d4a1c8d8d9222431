import type { FormData, FormKey } from '../../src/documents/index.ts'
import { fee, programme } from '../../src/programmes/index.ts'

// Full data for every form: synthetic, and long enough to break lines and pages where real papers do.

const proposer = { name: '株式会社提案者A', address: '鳥取県鳥取市東町一丁目220番地', representative: '代表取締役　提案　花子' }
const contact = { department: '総務課　情報公開担当', reach: '電話 0000-00-0000' }
const sha = (letter: string) => letter.repeat(64)
const { lines, totalYen } = fee(programme('appi').fee, { workMinutes: 615, outsourcedYen: 297_000 })
const letter = { number: '第202600000012号', date: '2026-06-11', authority: '鳥取県知事', contact }
const proposal = { proposer, receiptNumber: 'R8-0007', submittedOn: '2026-04-24', fileName: '個人県民税課税台帳ファイル' }
const PURPOSE = '高齢者の移動を支える事業の計画のため、地域ごとの所得の分布と世帯の構成の関係を統計により分析する。'

export const PAPERS: { [K in FormKey]: FormData<K> } = {
  'call-notice': {
    announcedOn: '2026-04-01',
    authority: '鳥取県知事',
    title: '令和8年度　個人情報ファイルを用いる事業の提案の募集',
    opensOn: '2026-04-10',
    closesOn: '2026-05-20',
    files: [
      { name: '個人県民税課税台帳ファイル', department: '総務部税務課', persons: 280_000 },
      { name: '自動車税課税台帳ファイル', department: '総務部税務課', persons: 190_000 },
    ],
    items: programme('appi').proposalItems.map(({ label }) => label),
    attachments: programme('appi').attachments.map(({ label }) => label),
    terms: [{ label: '提案の方法', text: 'この案内の窓口へ持参するか、郵送してください。' }],
    contact,
  },
  proposal: {
    date: '2026-04-24',
    authority: '鳥取県知事',
    proposer,
    items: programme('appi').proposalItems.map(({ no, label }) => ({ no, label, text: no === 5 ? PURPOSE : `${label}についての記載` })),
    attachments: ['誓約書', '事業の効果を示す書面', '登記事項証明書'],
  },
  pledge: { date: '2026-04-24', authority: '鳥取県知事', pledger: proposer },
  receipt: {
    ...proposal,
    date: '2026-04-24',
    authority: '鳥取県知事',
    receivedAt: '2026-04-24 13:05',
    persons: 5_000,
    attachments: ['誓約書', '事業の効果を示す書面'],
    decisionBy: '2026-06-11',
    contact,
  },
  'return-for-correction': {
    ...letter,
    ...proposal,
    fields: [
      { label: '加工の方法を特定する事項', request: '住所の細かさを、市町村までとするか県までとするかを示してください。' },
      { label: '利用する期間', request: '10年間が必要な理由を説明してください。\n短くできるときは、期間を改めてください。' },
    ],
    dueOn: '2026-06-25',
  },
  'fit-notice': {
    ...letter,
    ...proposal,
    persons: 5_000,
    fee: { lines, totalYen },
    feeIsEstimate: true,
    paymentMethod: '納入通知書による納付',
    paymentDueOn: '2026-07-13',
    applyBy: '2026-07-13',
    provisionMethod: '暗号化したファイルのダウンロード',
    instruction: null,
  },
  'unfit-notice': {
    ...letter,
    ...proposal,
    failed: [
      { no: 5, label: '利用の期間', reason: '10年の期間は、示された事業の内容からみて必要な長さを超えています。' },
      { no: 6, label: '権利利益の保護', reason: '利用する場所への立入りを制限する措置が示されていません。' },
    ],
    instruction: null,
  },
  'contract-application': {
    date: '2026-06-20',
    authority: '鳥取県知事',
    proposer,
    noticeNumber: letter.number,
    noticeDate: letter.date,
    receiptNumber: proposal.receiptNumber,
    fileName: proposal.fileName,
    totalYen,
    paymentMethod: '納入通知書による納付',
    provisionMethod: '暗号化したファイルのダウンロード',
  },
  contract: {
    number: '契約第12号',
    date: '2026-07-01',
    authority: '鳥取県知事',
    authorityAddress: '鳥取県鳥取市東町一丁目220番地',
    user: proposer,
    receiptNumber: proposal.receiptNumber,
    noticeNumber: letter.number,
    noticeDate: letter.date,
    fileName: proposal.fileName,
    persons: 5_000,
    items: [
      { name: '生年月日', granularity: '10年ごとの区分' },
      { name: '住所', granularity: '市町村' },
      { name: '性別', granularity: 'そのまま' },
      { name: '所得金額', granularity: '上位1パーセントをまとめ、10万円ごとに丸める' },
    ],
    recipeName: '所得と世帯の分析用',
    recipeSha256: sha('a'),
    purpose: PURPOSE,
    business: '地域の交通事業者と協力して、予約型の乗合交通の路線と時刻を計画する。',
    periodFrom: '2026-07-01',
    periodTo: '2028-06-30',
    fee: { lines, totalYen },
    feePaidOn: '2026-06-26',
    provisionMethod: '暗号化したファイルのダウンロード',
    measures: ['管理責任者を置き、取扱者を限る。', '施錠した部屋の、外部に接続しない端末で扱う。', '利用の記録を残し、毎月点検する。'],
    clauses: { court: '鳥取地方裁判所' },
  },
  'conditions-of-use': {
    ...letter,
    user: proposer,
    contractNumber: '契約第12号',
    contractDate: '2026-07-01',
    fileName: proposal.fileName,
    persons: 4_987,
    files: [
      { name: 'data.csv', sha256: sha('b') },
      { name: 'datapackage.json', sha256: sha('c') },
    ],
    purpose: PURPOSE,
    periodFrom: '2026-07-01',
    periodTo: '2028-06-30',
    onwardSupply: 'prohibited',
  },
  'provision-receipt': {
    date: '2026-07-20',
    authority: '鳥取県知事',
    user: proposer,
    contractNumber: '契約第12号',
    contractDate: '2026-07-01',
    fileName: proposal.fileName,
    files: [{ name: 'data.csv', sha256: sha('b') }],
    receivedOn: '2026-07-18',
    provisionMethod: '暗号化したファイルのダウンロード',
  },
  'opinion-request': {
    ...letter,
    thirdParty: { name: '社会福祉法人第三者B', address: '鳥取県米子市糀町一丁目160番地', representative: '理事長　第三　次郎' },
    fileName: '特別養護老人ホーム入所待機者名簿',
    information: '入所を希望する施設の名称',
    business: '介護サービスの立地の分析',
    dueOn: '2026-06-25',
  },
}
