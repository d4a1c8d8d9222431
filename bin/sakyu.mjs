#!/usr/bin/env node
// Starts src/cli.ts under the Node 24 that the package `node` brings, whatever Node called this file.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const cli = join(root, 'src', 'cli.ts')
const brought = join(root, 'node_modules', '.bin', 'node')

// Compiled code is kept beside the packages: half of the 0.4 s that each process takes to start. Without a writable folder nothing is kept.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'sakyu')
module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)

if (Number(process.versions.node.split('.')[0]) >= 24) await import(cli)
else {
  const child = spawn(existsSync(brought) ? brought : 'node', [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
