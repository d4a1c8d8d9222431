import type { RegisterEntry } from '../modules/register/index.ts'

/** What a proposer of the demonstration writes. */
export interface DemonstrationProposal {
  /** recorded items wanted, by name, and how fine */
  items: Record<string, string>
  records: string
  purpose: string
  use: string
  business: string
  reason: string
  persons: number
}

export const PROPOSALS = {
  incomeMap: {
    items: {
      年度: 'そのまま',
      宛名番号: '年度をつなぐための仮の番号だけ',
      生年月日: '生まれた年（10年ごと）',
      性別: 'そのまま',
      住所: '市町村まで',
      職業: '大分類まで',
      世帯人数: '8人以上はまとめる',
      所得: '上位1%はまとめ、200万円ごと',
    },
    records: '令和5年度から令和7年度までの全員から、半数を無作為に選ぶ。年度をまたいで同じ人をつなぐ。',
    purpose: '市町村ごとの世代別の所得の動きを明らかにし、地域の店舗や移動販売の計画に役立てる。',
    use: '社内の分析室で、市町村・年齢層・職業ごとに所得の分布を集計する。外部のデータとは市町村の単位でだけ組み合わせる。結果は集計表として公表する。',
    business: '買い物が不便な地域を見付け、移動販売車の経路を決める事業。高齢者の暮らしを支え、地域の産業を育てる。',
    reason: '三か年分の分析に半年、経路の試行と検証に半年を見込むため。',
    persons: 40_000,
  },
  careDemand: {
    items: { 生年月日: '生まれた年（5年ごと）', 性別: 'そのまま', 住所: '市町村まで', 要介護度: 'そのまま' },
    records: '基準日に認定を受けている全員。',
    purpose: '要介護度ごとの人数の見通しを立て、在宅の介護サービスの配置を考える。',
    use: '市町村・年齢層・要介護度ごとに集計し、将来の人口と掛け合わせる。',
    business: '訪問介護の拠点を置く場所を決める事業。',
    reason: '分析と、自治体との意見交換に一年を見込むため。',
    persons: 4_000,
  },
  schoolHealth: {
    items: { 学年: 'そのまま', 性別: 'そのまま', 身長: '1cmごと', 体重: '1kgごと' },
    records: '全員。',
    purpose: '子どもの体格の分布を調べ、机と椅子の寸法を見直す。',
    use: '学年と性別ごとに、身長と体重の分布を集計する。',
    business: '学校用の家具を設計し、製造する事業。',
    reason: '設計の一期に合わせるため。',
    persons: 10_000,
  },
  housing: {
    items: { 続柄: 'そのまま', 団地名: 'そのまま', 家賃: '1万円ごと' },
    records: '全員。',
    purpose: '団地ごとの世帯の姿を調べ、見守りの仕組みを考える。',
    use: '団地と世帯の型ごとに集計する。',
    business: '見守り機器を貸し出す事業。',
    reason: '機器の試行に一年を見込むため。',
    persons: 1_500,
  },
  waitingList: {
    items: { 生年月日: '生まれた月', 住所: '町丁目まで', 要介護度: 'そのまま', 介護者の状況: 'そのまま', 希望施設: 'そのまま' },
    records: '全員。',
    purpose: '入所を待つ人の一覧を作り、施設を案内する。',
    use: '一人一人の状況に合う施設を選び、案内を送る。',
    business: '施設への入所を紹介する事業。',
    reason: '事業を続けるあいだ必要なため。',
    persons: 1_800,
  },
  scholarships: {
    items: { 生年月日: '生まれた年', 貸与額: '10万円ごと', 返還開始年月: '年まで', 返還状況: 'そのまま' },
    records: '返還を始めた者の全員。',
    purpose: '返還の滞りが起きやすい時期を明らかにし、相談の案内に役立てる。',
    use: '返還を始めてからの年数ごとに、滞りの割合を集計する。',
    business: '若い世代の家計の相談を受ける事業。',
    reason: '集計と相談の試行に一年を見込むため。',
    persons: 5_000,
  },
  hospital: {
    items: { 生年月日: '生まれた年（10年ごと）', 性別: 'そのまま', 住所: '市町村まで', 診療科: 'そのまま', 入院日数: '30日以上はまとめる' },
    records: '直近一年の入院の全員。',
    purpose: '市町村ごとの入院の長さの違いを調べ、退院後の支えを考える。',
    use: '市町村・年齢層・診療科ごとに、入院日数の分布を集計する。',
    business: '退院後の在宅での療養を支える事業。',
    reason: '一年分の季節の違いを見るため。',
    persons: 20_000,
  },
  moving: {
    items: { 生年月日: '生まれた年（10年ごと）', 性別: 'そのまま', 住所: '市町村まで', 住民となった事由: 'そのまま' },
    records: '過去五年に住民となった者から、半数を無作為に選ぶ。',
    purpose: '移り住む人の世代と行き先を明らかにし、住まいの案内に役立てる。',
    use: '市町村・年齢層・事由ごとに集計する。',
    business: '空き家を直して貸し出す事業。',
    reason: '調査と試行に一年を見込むため。',
    persons: 30_000,
  },
} satisfies Record<string, DemonstrationProposal>

/** The answers of the form; `from` and `to` are the days of use. Items that the file does not record are left out. */
export function answersOf(wanted: DemonstrationProposal, entry: RegisterEntry, from: string, to: string): Record<string, string> {
  const answers: Record<string, string> = {
    persons: String(wanted.persons),
    'method-records': wanted.records,
    'purpose-purpose': wanted.purpose,
    'purpose-use': wanted.use,
    'purpose-business': wanted.business,
    'period-from': from,
    'period-to': to,
    'period-reason': wanted.reason,
    'measures-organisation': '責任者を置き、取扱いの規程と管理簿を作り、毎年点検する。事故が起きたときは直ちに県へ知らせる。',
    'measures-people': '扱うのは研修を受けた3人に限り、秘密を守る誓約書を取る。',
    'measures-place': '入退室を記録する分析室の中だけで扱い、終わったら復元できない方法で消去する。',
    'measures-technology': '外部のネットワークから切り離した端末で扱い、利用者の認証と操作の記録を残す。',
    'provision-format': 'csv',
  }
  for (const { no, name } of entry.content.items) {
    const fine = wanted.items[name]
    if (fine === undefined) continue
    answers[`method-want-${no}`] = 'yes'
    answers[`method-fine-${no}`] = fine
  }
  return answers
}
