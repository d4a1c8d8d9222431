/** How finely an item could be had, with about how many different values that leaves. Orders of magnitude, not measurements. */
export interface Fineness {
  id: string
  label: string
  /** different values, about */
  values: number
}

interface Kind {
  names: RegExp
  /** items of one fact tell the same of a person */
  fact: string
  steps: Fineness[]
}

/** The step of an item that is not asked for. */
export const NOT_WANTED: Fineness = { id: 'none', label: '求めない', values: 1 }

const KINDS: Kind[] = [
  {
    names: /生年月日|誕生日/,
    fact: 'birth',
    steps: [
      { id: 'day', label: '年月日まで', values: 36_500 },
      { id: 'month', label: '年月まで', values: 1_200 },
      { id: 'year', label: '年まで', values: 100 },
      { id: '5-year', label: '5年ごと', values: 20 },
      { id: '10-year', label: '10年ごと', values: 10 },
    ],
  },
  {
    names: /年齢/,
    fact: 'birth',
    steps: [
      { id: 'year', label: '1歳ごと', values: 100 },
      { id: '5-year', label: '5歳ごと', values: 20 },
      { id: '10-year', label: '10歳ごと', values: 10 },
    ],
  },
  { names: /性別/, fact: 'sex', steps: [{ id: 'all', label: 'そのまま', values: 2 }] },
  {
    names: /郵便番号/,
    fact: 'place',
    steps: [
      { id: '7', label: '7桁', values: 2_500 },
      { id: '5', label: '上5桁', values: 250 },
      { id: '3', label: '上3桁', values: 10 },
    ],
  },
  {
    names: /住所|所在地|町名/,
    fact: 'place',
    steps: [
      { id: 'town', label: '町・字まで', values: 2_500 },
      { id: 'municipality', label: '市区町村まで', values: 40 },
      { id: 'region', label: '圏域まで', values: 5 },
    ],
  },
  {
    names: /年月日|日$/,
    fact: 'date',
    steps: [
      { id: 'day', label: '年月日まで', values: 3_650 },
      { id: 'month', label: '年月まで', values: 120 },
      { id: 'year', label: '年まで', values: 10 },
    ],
  },
]

const OTHER: Fineness[] = [
  { id: 'all', label: 'そのままの区分', values: 20 },
  { id: 'coarse', label: '大きな区分', values: 5 },
]

/** The steps that an item can be asked for in, finest first; the last is not to ask for it. */
export const stepsOf = (item: string): Fineness[] => [...(KINDS.find(({ names }) => names.test(item))?.steps ?? OTHER), NOT_WANTED]

/** What an item tells; an item that is like no other tells its own. */
export const factOf = (item: string): string => KINDS.find(({ names }) => names.test(item))?.fact ?? item

/** In the middle: neither the finest nor nothing. */
export const usualStep = (item: string): Fineness => {
  const steps = stepsOf(item)
  return steps[Math.min(steps.length - 2, Math.floor(steps.length / 2))]!
}
