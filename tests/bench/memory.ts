import { readdir, readFile } from 'node:fs/promises'

/** Watches how much memory a process and its children have, in MB. Stop it to learn the most. */
export type MemoryWatch = { stop: () => Promise<{ server: number; children: number }> }

const pause = 200

/** Starts to watch. Where there is no /proc, as on a Mac, it gives NaN. */
export function watchMemory(pid: number): MemoryWatch {
  let children = 0
  const look = async () => {
    const sizes = await Promise.all((await childrenOf(pid)).map((child) => memoryOf(child, 'VmRSS')))
    children = Math.max(
      children,
      sizes.reduce((sum, size) => sum + size, 0),
    )
  }
  const timer = setInterval(() => void look(), pause)
  return {
    stop: async () => {
      clearInterval(timer)
      // The kernel's own high-water mark: nothing is missed between two looks.
      return { server: await memoryOf(pid, 'VmHWM'), children }
    },
  }
}

async function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const [, kilobytes] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status) ?? []
  return kilobytes === undefined ? NaN : Number(kilobytes) / 1024
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  )
  return lists.join(' ').split(/\s+/).filter(Boolean).map(Number)
}
