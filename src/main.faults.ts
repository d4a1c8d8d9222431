// What a server process says when it cannot start or go on: a sentence where there is one, never a bound value.
import { InputError } from './core/index.ts'

/** Ends the process with one message: status 2 where settings are at fault, 1 for a fault of ours. */
export function sayFaults(): void {
  process.once('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (error instanceof InputError) process.stderr.write(`${error.message}\n`)
    else if (error.code === 'EADDRINUSE')
      process.stderr.write('そのポートは使われています。PORT=8788 npm start のように、別の番号を指定してください。\n')
    else if (error.code === 'EACCES')
      process.stderr.write('そのポートかフォルダーを使う権限がありません。PORT か SAKYU_DATA を変えてください。\n')
    else {
      // A database error's message holds bound values: the name and the places are enough to find a fault.
      const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
      process.stderr.write(`${[error.name, ...places].join('\n')}\n`)
    }
    process.exit(error instanceof InputError || error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 2 : 1)
  })
}
