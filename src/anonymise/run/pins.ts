import type { Engine, Key, LeafKey } from '../engines/engine.ts'
import type { Bench } from './floors.ts'
import type { Leaves } from './leaves.ts'

/** Largest share of rows that a kept column may pin. @source privacy-rules B2 */
const MOST_PINNED = 0.01

/**
 * Groups that agree by chance alone are no telling: 95 % of one nationality in a class make almost every group of five agree.
 * So as many pinned rows as this multiple of what chance gives are let pass.
 */
const BEYOND_CHANCE = 3

/** The original values inside one class: how many hold how many rows. Thousands of days share a few dozen counts. */
interface Shares {
  leaves: number
  rows: number
  sizes: Map<number, number>
}

/** A quasi-identifier as released: its classes, and what each of them hides. */
export interface Hidden {
  quasi: Leaves
  /** class of every row */
  key: LeafKey
  classes: Map<number, Shares>
}

/**
 * What the released texts of a quasi-identifier hide; null if they hide nothing.
 * @param key - released text of every row
 */
export async function hiddenBy(engine: Engine, quasi: Leaves, key: LeafKey): Promise<Hidden | null> {
  const {
    codes: [leafCodes, classCodes],
    rows: leafRows,
  } = await engine.groups([{ kind: 'leaf', leaf: quasi.ref }, key])
  const classes = new Map<number, Shares>()
  leafCodes!.forEach((_, i) => {
    const id = classCodes![i]!
    const shares = classes.get(id) ?? { leaves: 0, rows: 0, sizes: new Map<number, number>() }
    classes.set(id, shares)
    const count = leafRows[i]!
    shares.leaves++
    shares.rows += count
    shares.sizes.set(count, (shares.sizes.get(count) ?? 0) + 1)
  })
  return [...classes.values()].every(({ leaves }) => leaves === 1) ? null : { quasi, key, classes }
}

/**
 * A kept column that tells what a generalised one hides (B2: birth decade beside exact age) is refused: rows of one class
 * and one kept value that are at least k persons, all of one original value, while the class holds several.
 */
export async function refusePins(
  engine: Engine,
  hidden: Hidden,
  given: { kept: string; key: Key; k: number; rows: number },
  bench: Bench,
): Promise<void> {
  const { kept, key, k, rows } = given
  const { quasi, classes } = hidden
  const pins = await engine.pins(quasi.ref, hidden.key, key, k)
  let pinned = 0
  let byChance = 0
  pins.class.forEach((id, i) => {
    const shares = classes.get(id)!
    if (shares.leaves === 1) return
    pinned += pins.pinned[i]!
    let agree = 0
    for (const [count, leaves] of shares.sizes) agree += leaves * (count / shares.rows) ** pins.persons[i]!
    byChance += pins.rows[i]! * agree
  })
  if (pinned > MOST_PINNED * rows && pinned > BEYOND_CHANCE * byChance)
    bench.refuse(
      `列「${kept}」から、一般化した列「${quasi.column.name}」の元の値が${pinned}行で分かります。両方を一緒に一般化するか、どちらかを削除してください`,
    )
}
