/** The actor may not do this: 403. */
export class PermissionDenied extends Error {
  readonly action: string
  constructor(action: string) {
    super(`not permitted: ${action}`)
    this.name = 'PermissionDenied'
    this.action = action
  }
}

/** There is no such thing, or not for this actor: 404. The two are never told apart. */
export class NotFound extends Error {
  constructor(kind: string) {
    super(`no such ${kind}`)
    this.name = 'NotFound'
  }
}

/** Somebody else moved first; the caller may load again and retry. */
export class Conflict extends Error {
  constructor(what: string) {
    super(`changed meanwhile: ${what}`)
    this.name = 'Conflict'
  }
}

/**
 * Bad input of a command or file: exit status 2. One message: what, where, how to mend it.
 * Never holds a cell's value.
 */
export class InputError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'InputError'
  }
}
