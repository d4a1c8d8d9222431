import { ANY, type Hierarchy, mendBy } from './hierarchy.ts'

export interface PrefixHierarchySpec {
  kind: 'prefix'
  /** characters kept, descending */
  lengths: number[]
  /** one character, or none */
  fill?: string
  unknown?: 'refuse' | 'null'
}

/** Codes cut from the right: 680-0011 → 68000** → 680**** → *. */
export function prefixHierarchy({ lengths, fill = ANY, unknown = 'refuse' }: PrefixHierarchySpec): Hierarchy {
  const any = lengths.length + 1
  return {
    levels: any + 1,
    levelNames: ['元の値', ...lengths.map((length) => `先頭${length}桁`), 'すべて'],
    constantLevel: any,
    constantText: ANY,
    unknown,
    expects: { kind: '記号だけの値', mend: mendBy('符号の列にしてください') },
    label(text, level) {
      const code = bareCode(text)
      if (code.length === 0) return undefined
      if (level === any) return ANY
      if (level === 0) return code
      const kept = lengths[level - 1]!
      // Characters, not UTF-16 units: 𠮷 must not be cut in two.
      const characters = isAscii(code) ? code : [...code]
      if (characters.length <= kept) return code
      const prefix = typeof characters === 'string' ? characters.slice(0, kept) : characters.slice(0, kept).join('')
      return prefix + fill.repeat(characters.length - kept)
    },
  }
}

/** NFKC, hyphens and blanks removed. */
function bareCode(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code <= 32 || code === 45 || code >= 127) return text.normalize('NFKC').replaceAll(/[-‐‑‒–—―−\s]/g, '')
  }
  return text
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}
