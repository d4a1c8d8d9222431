import { fileURLToPath } from 'node:url'
import { readOptions } from './arguments.ts'

const HELP = `使い方: sakyu serve

サイトを動かします。設定は環境変数（docs/deploy.md）で行います。
`

/** `sakyu serve`: the site on Node, until it is told to stop (SIGINT, SIGTERM). */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  readOptions(args, {})
  const { register } = await import('tsx/esm/api')
  // Pages are JSX, which Node alone does not read.
  register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) })
  await import('../main.node.ts')
  return new Promise(() => {}) // main.node.ts ends the process
}
