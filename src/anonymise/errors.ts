/** The recipe is at fault: exit status 2. Names the path in it; the message says what and how to mend it. */
export class RecipeError extends Error {
  readonly path: string
  constructor(path: string, message: string) {
    super(path === '' ? `加工方法: ${message}` : `加工方法の「${path}」: ${message}`)
    this.name = 'RecipeError'
    this.path = path
  }
}

/** Values of the input are at fault: exit status 2. Names column, number of rows and the mend; never a value. */
export class ValueProblem extends Error {
  readonly column: string
  /** rows at fault, integer >= 1 */
  readonly rows: number
  readonly kind: string
  constructor(column: string, rows: number, kind: string, mend: string) {
    super(`列「${column}」: ${kind}が${rows}件あります。${mend}。`)
    this.name = 'ValueProblem'
    this.column = column
    this.rows = rows
    this.kind = kind
  }
}

/** A rule of the library forbids this recipe on this input: exit status 2. The message says what, where and how to mend it; never a value. */
export class InputProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'InputProblem'
  }
}

/** This engine cannot carry out the plan. Thrown while compiling, never half-way through a run. */
export class UnsupportedOnEngine extends Error {
  constructor(what: string) {
    super(`まだ対応していません: ${what}`)
    this.name = 'UnsupportedOnEngine'
  }
}
