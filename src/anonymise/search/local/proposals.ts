import type { Boxes } from './boxes.ts'

/** What is to be tried: other labels in place of a class, beside it, or the end of the class. */
export type Proposal = 'change' | 'open' | 'close' | 'none'

/** Times that a column is drawn before nothing is proposed. */
const DRAWS = 4

/** Shares of what is proposed, one after another. */
const CLOSE = 0.05
const FINER = CLOSE + 0.25
const COARSER = FINER + 0.15
const FINER_BESIDE = COARSER + 0.1
const COARSER_BESIDE = FINER_BESIDE + 0.05
const BOTH = COARSER_BESIDE + 0.25
const BOTH_BESIDE = BOTH + 0.07

/** Writes into `box` the labels of a class that could come in place of, or beside, the class `id`. */
export function propose(boxes: Boxes, id: number, draw: () => number, box: Int32Array): Proposal {
  for (let c = 0; c < boxes.q; c++) box[c] = boxes.label[id * boxes.q + c]!
  const kind = draw()
  if (kind < CLOSE) return 'close'
  if (kind < FINER) return refine(boxes, id, draw, box, -1) ? 'change' : 'none'
  if (kind < COARSER) return coarsen(boxes, draw, box) >= 0 ? 'change' : 'none'
  if (kind < FINER_BESIDE) return refine(boxes, id, draw, box, -1) ? 'open' : 'none'
  if (kind < COARSER_BESIDE) return coarsen(boxes, draw, box) >= 0 ? 'open' : 'none'
  if (kind < BOTH_BESIDE) {
    const wider = coarsen(boxes, draw, box)
    if (wider < 0 || !refine(boxes, id, draw, box, wider)) return 'none'
    return kind < BOTH ? 'change' : 'open'
  }
  if (!refine(boxes, id, draw, box, -1) || !refine(boxes, id, draw, box, -1)) return 'none'
  if (draw() < 0.5) coarsen(boxes, draw, box)
  return draw() < 0.5 ? 'change' : 'open'
}

/** The box one step finer in a column other than `except`, towards a unit of the class. */
function refine({ q, of, below, problem }: Boxes, id: number, draw: () => number, box: Int32Array, except: number): boolean {
  const units = below[id]!
  let unit = units[Math.floor(draw() * units.length)]!
  for (let i = 0; i < 2 * DRAWS && of[unit] !== id; i++) unit = units[Math.floor(draw() * units.length)]!
  for (let i = 0; i < DRAWS; i++) {
    const c = Math.floor(draw() * q)
    if (c === except) continue
    const { path, height, depth } = problem.trees[c]!
    const deeper = depth[box[c]!]! + 1
    const node = deeper < height ? path[problem.leaf[unit * q + c]! * height + deeper]! : -1
    if (node < 0) continue
    box[c] = node
    return true
  }
  return false
}

/** The box one step coarser in a column; answers which, or -1. */
function coarsen({ q, problem }: Boxes, draw: () => number, box: Int32Array): number {
  for (let i = 0; i < DRAWS; i++) {
    const c = Math.floor(draw() * q)
    if (box[c] === 0) continue
    box[c] = problem.trees[c]!.parent[box[c]!]!
    return c
  }
  return -1
}

/** Numbers from 0 to 1, the same every time. @source Mulberry32 */
export function sequence(): () => number {
  let state = 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
