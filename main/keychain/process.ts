import { createRequire } from 'node:module'
import type * as Keytar from 'keytar'
import { systemClock } from '../platform/clock.ts'
import type { Answer, Question } from './protocol.ts'

/**
 * The keychain process: keytar and nothing else. It can hang on an unlock prompt or crash in a system library without
 * taking the app along.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { data: Question }) => void): void
  postMessage(answer: Answer): void
}

const { parentPort } = process as typeof process & { parentPort: ParentPort }

let loaded: typeof Keytar | null = null

/** Required only when needed and inside a try: this is what fails without libsecret. */
function keytar(): typeof Keytar {
  loaded ??= createRequire(import.meta.url)('keytar') as typeof Keytar
  return loaded
}

parentPort.on('message', ({ data: question }) => {
  void reply(question).then((answer) => parentPort.postMessage(answer))
})

async function reply(question: Question): Promise<Answer> {
  const answer = await tryOnce(question)
  const isNotRunning = !answer.isDone && noKeyring.test(answer.message)
  const desktop = process.env['XDG_CURRENT_DESKTOP']
  if (!isNotRunning || !/\bKDE\b/i.test(desktop ?? '')) return answer
  const { startWallet } = await import('./startWallet.ts')
  const { createSessionBus } = await import('../platform/sessionBus.ts')
  const { call } = createSessionBus({ env: process.env, clock: systemClock })
  const isStarted = await startWallet({ call, wait }).catch(() => false)
  return isStarted ? await tryOnce(question) : answer
}

/** D-Bus knows no program for the name of keyrings. */
const noKeyring = /not provided by any|not activatable|ServiceUnknown/

const wait = (ms: number) => new Promise<void>((resolve) => void systemClock.after(ms, resolve))

async function tryOnce(question: Question): Promise<Answer> {
  const { id } = question
  let startedAt = performance.now()
  const tookMs = () => Math.round(performance.now() - startedAt)
  try {
    keytar()
    startedAt = performance.now()
    const value = await ask(question)
    return { id, isDone: true, value, tookMs: tookMs() }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { id, isDone: false, message, tookMs: tookMs() }
  }
}

async function ask(question: Question): Promise<string | boolean | null> {
  const { service, account } = question
  switch (question.call) {
    case 'get':
      return keytar().getPassword(service, account)
    case 'set':
      await keytar().setPassword(service, account, question.password)
      return null
    case 'delete':
      return keytar().deletePassword(service, account)
  }
}
