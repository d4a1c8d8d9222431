import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InputError } from '../core/index.ts'

/** Where a run works before its result is whole: a sibling of the result's folder, for its owner alone. */
export interface WorkFolder {
  path: string
  /** what becomes the result's folder */
  result: string
  /** Puts the result in its place, all at once, and erases the rest. */
  release(): Promise<void>
  erase(): Promise<void>
}

const OWNER = 'owner'

/**
 * The moment a process began, in ticks since boot: a number used again by another process shows by it. "ended" for one that was
 * killed and that nobody has asked after yet. Null where /proc is absent.
 */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? null)
  } catch {
    return null
  }
}

async function isAlive(pid: number, start: string): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const now = await startOf(pid)
  return now !== 'ended' && (now === null || start === '' || now === start)
}

/** Erases working folders beside `target` whose process is gone. */
export async function sweep(target: string): Promise<void> {
  const parent = dirname(target)
  const prefix = `.${basename(target)}.sakyu-`
  for (const name of await readdir(parent).catch(() => [])) {
    if (!name.startsWith(prefix)) continue
    const [pid, start] = (await readFile(join(parent, name, OWNER), 'utf8').catch(() => '')).split(' ')
    // Without an owner's note the folder is younger than its first file, or older than any process: the name tells.
    const owner = Number(pid || name.slice(prefix.length).split('-')[0])
    if (Number.isInteger(owner) && owner > 0 && (await isAlive(owner, start ?? ''))) continue
    await rm(join(parent, name), { recursive: true, force: true })
  }
}

/**
 * Makes the working folder for `target`.
 * @throws {InputError} if target exists and holds anything, or its parent cannot be written
 */
export async function openWorkFolder(target: string): Promise<WorkFolder> {
  let held: string[] = []
  try {
    held = await readdir(target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new InputError(`出力先「${target}」はフォルダではありません`)
  }
  if (held.length > 0)
    throw new InputError(`出力先「${target}」は空ではありません。空のフォルダか、まだないフォルダを --out に指定してください`)
  const parent = dirname(target)
  let path: string
  try {
    await mkdir(parent, { recursive: true })
    await sweep(target)
    path = await mkdtemp(join(parent, `.${basename(target)}.sakyu-${process.pid}-`))
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`出力先「${target}」の親フォルダに書き込めません`)
  }
  await writeFile(join(path, OWNER), `${process.pid} ${(await startOf(process.pid)) ?? ''}`)
  const result = join(path, 'result')
  await mkdir(result, { mode: 0o700 })
  return {
    path,
    result,
    async release() {
      for (const name of await readdir(result)) await sync(join(result, name))
      await sync(result)
      await rmdir(target).catch(() => {}) // an empty folder gives way; rename would refuse it on some systems
      await rename(result, target)
      await sync(parent)
      await rm(path, { recursive: true, force: true })
    },
    erase: () => rm(path, { recursive: true, force: true }),
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
