/** Message of the RangeError by which too large an input is refused. */
export const TOO_MANY_ROWS = 'too many rows'
