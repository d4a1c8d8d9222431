import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Every command there is, in the order of the help: a command exists when its file does, and is loaded only when called. */
const COMMANDS: Record<string, string> = {
  anonymise: '個人情報ファイルを加工する',
  verify: '加工済みファイルを測り直す',
  risk: 'ファイルの識別リスクを測る',
  attack: '加工済みのファイルから本人に近づけるかを試す',
  inspect: 'ファイルの列を調べ、加工方法の下書きを作る',
  schema: '加工方法・報告・制度の JSON Schema を書き出す',
  'demo-data': '架空の住民のファイルを作る',
  serve: 'サイトを動かす',
  runner: '加工指示を受けて実行する',
  migrate: 'データベースを新しい形にする',
  backup: '控えを取る',
  restore: '控えから戻す',
  audit: '監査記録を確かめる',
}

/** What the file of a command exports: takes the arguments, answers the exit status. */
interface Command {
  run: (args: string[]) => Promise<number>
}

const fileOf = (command: string) => new URL(`./cli/${command}.ts`, import.meta.url)

function help(): string {
  const commands = Object.entries(COMMANDS).filter(([command]) => existsSync(fileURLToPath(fileOf(command))))
  return [
    '使い方: sakyu <コマンド> [オプション]',
    '',
    ...commands.map(([command, text]) => `  ${command.padEnd(12)}${text}`),
    '',
    '各コマンドの説明: sakyu <コマンド> --help',
    '終了コード: 0 完了 / 2 指定・加工方法・入力の誤り / 3 プライバシー要件を満たせない / 1 内部の障害',
    '',
  ].join('\n')
}

const [command, ...args] = process.argv.slice(2)
if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
  process.stdout.write(help())
  process.exitCode = command === undefined ? 2 : 0
} else if (!Object.hasOwn(COMMANDS, command) || !existsSync(fileURLToPath(fileOf(command)))) {
  process.stderr.write(`sakyu: 「${command}」というコマンドはありません。sakyu --help で一覧を見られます\n`)
  process.exitCode = 2
} else {
  const { run } = (await import(fileOf(command).href)) as Command
  try {
    process.exitCode = await run(args)
  } catch (error) {
    const { exitStatusOf } = await import('./cli/exit-status.ts')
    process.exitCode = exitStatusOf(error, process.stderr)
  }
}
