import { readdirSync, readFileSync } from 'node:fs'

/** Adds up the CPU time of a process and all that it starts. Linux only. */
export interface CpuMeter {
  /** Looks again; to be called at least twice a second. */
  look(): void
  /** CPU time since the meter was made, ms, as far as it was seen by `look`. */
  ms(): number
}

interface Seen {
  pid: number
  firstNs: number
  lastNs: number
}

/**
 * A meter for the tree of processes under `root`. It reads what each thread has run (`schedstat`, ns: a clock tick is 10 ms, and
 * an idle minute may be two of them). Threads that end keep what was last seen of them. A process that ended between two looks
 * counts by what its parent was told of it (`cutime`, `cstime`), less what was seen of it.
 */
export function createCpuMeter(root: number, proc = '/proc'): CpuMeter {
  const threads = new Map<string, Seen>()
  let reapedTicks: number | null = null
  let firstReapedTicks = 0
  let alive = new Set<number>()

  function look(): void {
    const tree = treeOf(root, proc)
    alive = new Set(tree)
    const isFirst = reapedTicks === null
    reapedTicks = 0
    for (const pid of tree) {
      reapedTicks += reapedBy(pid, proc)
      for (const thread of list(`${proc}/${pid}/task`)) lookAtThread(pid, thread, isFirst)
    }
    if (isFirst) firstReapedTicks = reapedTicks
  }

  function lookAtThread(pid: number, thread: string, isFirst: boolean): void {
    const ran = Number(read(`${proc}/${pid}/task/${thread}/schedstat`).split(' ')[0])
    if (!ran) return
    const seen = threads.get(`${pid}/${thread}`)
    if (seen) seen.lastNs = ran
    else threads.set(`${pid}/${thread}`, { pid, firstNs: isFirst ? ran : 0, lastNs: ran })
  }

  look()
  return {
    look,
    ms() {
      const all = [...threads.values()]
      const ran = all.reduce((sum, { firstNs, lastNs }) => sum + lastNs - firstNs, 0)
      const ofEnded = all
        .filter(({ pid }) => !alive.has(pid))
        .reduce((sum, { lastNs }) => sum + lastNs, 0)
      const reapedMs = ((reapedTicks ?? 0) - firstReapedTicks) * tickMs
      return ran / 1e6 + Math.max(0, reapedMs - ofEnded / 1e6)
    },
  }
}

/** USER_HZ is 100 on every Linux that Electron runs on (proc_pid_stat(5)). */
const tickMs = 10

/** Ticks of the children that a process has waited for. */
function reapedBy(pid: number, proc: string): number {
  const fields = read(`${proc}/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  // Fields 16 and 17 of the line, of which the first two are cut off.
  return Number(fields[13] ?? 0) + Number(fields[14] ?? 0)
}

/** The ids of a process and of all that it started, directly or not. */
export function treeOf(root: number, proc = '/proc'): number[] {
  const parents = new Map<number, number>()
  for (const name of list(proc)) {
    const stat = /^\d+$/.test(name) ? read(`${proc}/${name}/stat`) : ''
    const parent = /\) \w (\d+)/.exec(stat)?.[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  return [...parents.keys()].filter((process) => isUnder(process, root, parents))
}

function isUnder(process: number, root: number, parents: Map<number, number>): boolean {
  for (let at: number | undefined = process; at; at = parents.get(at)) if (at === root) return true
  return false
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // The process has ended meanwhile.
    return []
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process has ended meanwhile.
    return ''
  }
}
