import type { Engine, Key } from '../engines/engine.ts'
import type { CellText } from '../plan.ts'
import type { Bench } from './floors.ts'
import { classesOf, type Leaves } from './leaves.ts'

/** Largest share of rows that a kept column may pin. @source privacy-rules B2 */
const MOST_PINNED = 0.01

/**
 * Groups that agree by chance alone are no telling: 95 % of one nationality in a class make almost every group of five agree.
 * So as many pinned rows as this multiple of what chance gives are let pass.
 */
const BEYOND_CHANCE = 3

/**
 * A kept column that tells what a generalised one hides (B2: birth decade beside exact age) is refused: rows of one class
 * and one kept value that are at least k persons, all of one original value, while the class holds several.
 */
export async function refusePins(
  engine: Engine,
  given: { quasi: Leaves; texts: CellText[]; kept: string; key: Key; k: number; rows: number },
  bench: Bench,
): Promise<void> {
  const { quasi, texts, kept, key, k, rows } = given
  const { codes } = classesOf(texts, quasi.rows)
  const {
    codes: [leafCodes],
    rows: leafRows,
  } = await engine.groups([{ kind: 'leaf', leaf: quasi.ref }])
  const shares = new Map<number, number[]>()
  leafCodes!.forEach((leaf, i) => {
    const list = shares.get(codes[leaf]!) ?? []
    list.push(leafRows[i]!)
    shares.set(codes[leaf]!, list)
  })
  if ([...shares.values()].every((list) => list.length === 1)) return // nothing is hidden
  const pins = await engine.pins(quasi.ref, codes, key, k)
  let pinned = 0
  let byChance = 0
  pins.class.forEach((id, i) => {
    const list = shares.get(id)!
    if (list.length === 1) return
    pinned += pins.pinned[i]!
    const total = list.reduce((sum, count) => sum + count, 0)
    byChance += pins.rows[i]! * list.reduce((sum, count) => sum + (count / total) ** pins.persons[i]!, 0)
  })
  if (pinned > MOST_PINNED * rows && pinned > BEYOND_CHANCE * byChance)
    bench.refuse(
      `列「${kept}」から、一般化した列「${quasi.column.name}」の元の値が${pinned}行で分かります。両方を一緒に一般化するか、どちらかを削除してください`,
    )
}
