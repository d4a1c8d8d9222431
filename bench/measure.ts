import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Measured {
  seconds: number
  /** Largest sum of resident memory over the process and all it started, MB of 10⁶; null where /proc is missing. */
  peakMB: number | null
}

/** Runs a program to its end and measures it from outside. */
export function measure(command: string, args: string[], environment: Record<string, string> = {}): Promise<Measured> {
  const started = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } })
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMB(child.pid!))
  }, 100)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => {
      clearInterval(timer)
      if (status === 0) resolve({ seconds: (performance.now() - started) / 1000, peakMB: peak || null })
      else reject(new Error(`${command} ${args.join(' ')}: exit status ${status}`))
    })
  })
}

function residentMB(root: number): number {
  const children = new Map<number, number[]>()
  const resident = new Map<number, number>()
  try {
    for (const name of readdirSync('/proc')) {
      const pid = Number(name)
      if (!Number.isInteger(pid)) continue
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1])
        children.set(parent, [...(children.get(parent) ?? []), pid])
        resident.set(pid, (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024) / 1e6)
      } catch {
        // The process has ended meanwhile: it holds nothing.
      }
    }
  } catch {
    return 0
  }
  const sum = (pid: number): number => (resident.get(pid) ?? 0) + (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0)
  return sum(root)
}
