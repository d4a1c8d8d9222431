import { ANY, type Hierarchy } from './hierarchy.ts'

export interface PrefixHierarchySpec {
  kind: 'prefix'
  lengths: number[]
  fill?: string
  unknown?: 'refuse' | 'null'
}

/** Codes and postal codes cut to their first letters, filled to the length of the value. NFKC; hyphens and blanks are removed. */
export function prefixHierarchy({ lengths, fill = ANY, unknown = 'refuse' }: PrefixHierarchySpec): Hierarchy {
  const last = lengths.length
  return {
    levels: last + 2,
    levelNames: ['元の値', ...lengths.map((length) => `先頭${length}桁`), 'すべて'],
    label(value, level) {
      const plain = value.normalize('NFKC').replaceAll(/[\s‐‑‒–—―−-]/g, '')
      if (plain === '') return undefined
      if (level === 0) return plain
      if (level > last) return ANY
      const letters = [...plain]
      const length = lengths[level - 1]!
      return letters.slice(0, length).join('') + fill.repeat(Math.max(0, letters.length - length))
    },
    constantLevel: last + 1,
    constantText: ANY,
    unknown,
  }
}
