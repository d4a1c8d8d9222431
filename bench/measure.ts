import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Measured {
  seconds: number
  /** Seconds of processor time of the process and all it started, to within a tenth; null where /proc is missing. */
  processor: number | null
  /** Largest sum of resident memory over the process and all it started, MB of 10⁶; null where /proc is missing. */
  peakMB: number | null
}

/** Runs a program to its end and measures it from outside. */
export function measure(command: string, args: string[], environment: Record<string, string> = {}): Promise<Measured> {
  const started = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } })
  let peak = 0
  const processor = new Map<number, number>()
  const timer = setInterval(() => {
    let resident = 0
    for (const own of familyOf(child.pid!)) {
      resident += own.residentMB
      processor.set(own.pid, own.processor)
    }
    peak = Math.max(peak, resident)
  }, 100)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => {
      clearInterval(timer)
      const used = [...processor.values()].reduce((sum, seconds) => sum + seconds, 0)
      if (status === 0) resolve({ seconds: (performance.now() - started) / 1000, processor: used || null, peakMB: peak || null })
      else reject(new Error(`${command} ${args.join(' ')}: exit status ${status}`))
    })
  })
}

interface Member {
  pid: number
  residentMB: number
  processor: number
}

/** Clock ticks of a second, as the kernel counts for programs. @source man 5 proc */
const TICKS = 100

/** The process and all it started; empty where /proc is missing, or when it has ended. */
function familyOf(pid: number): Member[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    // Behind the name, which may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    const own = {
      pid,
      residentMB: (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024) / 1e6,
      processor: (Number(stat[11]) + Number(stat[12])) / TICKS,
    }
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' '),
    )
    return [own, ...children.filter((child) => child !== '').flatMap((child) => familyOf(Number(child)))]
  } catch {
    return []
  }
}
