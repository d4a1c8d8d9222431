import { RecipeError } from '../errors.ts'
import { ANY, type Hierarchy, type HierarchyContext, mendBy } from './hierarchy.ts'

export const ADDRESS_LEVELS = ['full', 'town', 'municipality', 'prefecture', 'any'] as const
export type AddressLevel = (typeof ADDRESS_LEVELS)[number]

export interface AddressHierarchySpec {
  kind: 'address'
  levels: AddressLevel[]
  /** of addresses that name none */
  prefecture?: string
  unknown?: 'refuse' | 'null'
}

const NAMES: Record<AddressLevel, string> = {
  full: '住所',
  town: '町・大字',
  municipality: '市町村',
  prefecture: '都道府県',
  any: 'すべて',
}

/** Addresses to town, municipality, prefecture, by the list of local governments. */
export function addressHierarchy({ levels, prefecture, unknown = 'refuse' }: AddressHierarchySpec, context: HierarchyContext): Hierarchy {
  const at = `columns.${context.column}.hierarchy`
  if (context.addresses.isEmpty) throw new RecipeError(at, '市区町村の一覧が読み込まれていません。')
  if (prefecture !== undefined && !context.addresses.hasPrefecture(prefecture))
    throw new RecipeError(`${at}.prefecture`, '都道府県の名前ではありません。「鳥取県」のように書いてください。')
  const any = levels.indexOf('any')
  return {
    levels: levels.length,
    levelNames: levels.map((level) => NAMES[level]),
    label(value, level) {
      const name = levels[level]!
      const address = context.addresses.parse(value, prefecture)
      if (!address) return undefined
      if (name === 'any') return ANY
      if (name === 'prefecture') return address.prefecture
      if (name === 'municipality') return address.prefecture + address.municipality
      return name === 'town' ? address.prefecture + address.municipality + address.town : address.full
    },
    constantLevel: any === -1 ? null : any,
    constantText: ANY,
    unknown,
    expects: {
      kind: '市区町村を特定できない住所',
      mend: mendBy(
        prefecture === undefined ? '都道府県から書くか、hierarchy の prefecture に都道府県を書いてください' : '市区町村から書いてください',
      ),
    },
  }
}
