/** Risk against loss beside the chosen levels, as the report tells it. */
export interface FrontierFindings {
  points: {
    k: number
    suppressionLimit: number
    met: boolean
    levels: Record<string, number>
    loss: number | null
    suppressedRows: number | null
    suppressedShare: number | null
    highest: number | null
    average: number | null
    optimal: boolean
    chosen: boolean
  }[]
  neighbours: {
    column: string
    direction: 'finer' | 'coarser'
    level: number
    levelName: string | null
    met: boolean
    loss: number
    suppressedRows: number
    suppressedShare: number
    words: string
  }[]
  words: string[]
  complete: boolean
  seconds: number
}
