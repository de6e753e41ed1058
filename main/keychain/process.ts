import { createRequire } from 'node:module'
import type * as Keytar from 'keytar'
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
  if (answer.isDone || !isKde || !noKeyring.test(answer.message)) return answer
  const { openWallet } = await import('./startWallet.ts')
  return (await openWallet(process.env)) ? await tryOnce(question) : answer
}

const isKde = /\bKDE\b/i.test(process.env['XDG_CURRENT_DESKTOP'] ?? '')
/** D-Bus knows no program for the name of keyrings. */
const noKeyring = /not provided by any|not activatable|ServiceUnknown/

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
