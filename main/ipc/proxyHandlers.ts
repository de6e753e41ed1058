import type { Calls } from '../../preload/contract.ts'
import type { Handlers } from './ipc.ts'
import type { ProxyLogin } from '../network/proxyAuth.ts'

/** The calls by which a person answers a proxy. */
export type ProxyCalls = Pick<Calls, 'answerProxy' | 'cancelProxy'>

/** Makes their handlers. */
export function createProxyHandlers(login: ProxyLogin): Pick<Handlers, keyof ProxyCalls> {
  return {
    answerProxy({ host, ...credentials }) {
      login.answer(host, credentials)
      return null
    },
    cancelProxy() {
      login.cancel()
      return null
    },
  }
}

/** By these calls a person says that they want to be connected now. */
const tries = [
  'signInWithService',
  'signInWithBrowser',
  'signInWithToken',
  'signInAsGuest',
  'signInAnonymously',
  'signInWithDevelopmentToken',
  'signInWithSecret',
  'switchTo',
  'retryConnection',
  'checkTokenService',
] as const satisfies (keyof Calls)[]

/** Adds the calls that answer a proxy, and lets a cancelled question be asked again when the person tries again. */
export function withProxyCalls(
  handlers: Omit<Handlers, keyof ProxyCalls>,
  login: ProxyLogin,
): Handlers {
  return allowPromptOnRetry({ ...handlers, ...createProxyHandlers(login) }, login)
}

/** Lets a proxy whose question was cancelled ask again when the person tries again, and not for a retry of our own. */
export function allowPromptOnRetry(handlers: Handlers, login: ProxyLogin): Handlers {
  const entries = tries.map((name) => {
    const handle = handlers[name] as (request: unknown) => unknown
    const allowPrompt = (request: unknown) => {
      login.allowPrompt()
      return handle(request)
    }
    return [name, allowPrompt]
  })
  return { ...handlers, ...Object.fromEntries(entries) } as Handlers
}
