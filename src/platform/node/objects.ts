import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ObjectStore } from '../ports.ts'

const NAME = /^[a-z0-9][a-z0-9/-]{0,200}$/

/** Objects as files of a folder: written beside, synced, renamed, so that a half-written object has no name. */
export function folderObjects(folder: string): ObjectStore {
  const path = (name: string) => {
    if (!NAME.test(name)) throw new RangeError('name: expected a plain object name')
    return join(folder, name)
  }
  return {
    async put(name, bytes) {
      const target = path(name)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      const file = await open(`${target}.part`, 'w', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${target}.part`, target)
    },
    async get(name) {
      try {
        return new Uint8Array(await readFile(path(name)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    delete: (name) => rm(path(name), { force: true }),
  }
}
