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

/** Required only when needed and inside a try: where libsecret is missing, this is what fails. */
function keytar(): typeof Keytar {
  loaded ??= createRequire(import.meta.url)('keytar') as typeof Keytar
  return loaded
}

parentPort.on('message', ({ data: question }) => {
  void reply(question).then((answer) => parentPort.postMessage(answer))
})

async function reply(question: Question): Promise<Answer> {
  try {
    return { id: question.id, isDone: true, value: await ask(question) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { id: question.id, isDone: false, message }
  }
}

async function ask(question: Question): Promise<string | null> {
  const { service, account } = question
  switch (question.call) {
    case 'get':
      return keytar().getPassword(service, account)
    case 'set':
      await keytar().setPassword(service, account, question.password)
      return null
    case 'delete':
      await keytar().deletePassword(service, account)
      return null
  }
}
