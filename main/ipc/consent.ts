import type { MessageBoxOptions } from 'electron'
import type { NewWorkspace } from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import type { Handlers } from './ipc.ts'
import type { DeveloperMode } from '../settings/developerMode.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'
import type { Ask } from '../app/leaveQuestion.ts'
import type { Texts } from '../text/en.ts'

/** The index of the button that refuses, which is the default. */
export const cancelButton = 0
/** The index of the button that agrees. */
export const agreeButton = 1

const longestShownHost = 60
const longestShownAddress = 600

/** Asks questions in the language of the app. */
export interface Questioner {
  ask: Ask
  texts(): Texts
}

/**
 * Asks the person in a native dialog before a call of the window opens a new server, a web address or developer mode. A script in the
 * window can make such a call, but cannot answer the dialog. Calls fail with `aborted` after `Cancel`, and while another
 * question is open.
 */
export function withConsent(
  handlers: Handlers,
  { ask, texts }: Questioner,
  workspaces: Pick<Workspaces, 'addresses'>,
  developerMode: Pick<DeveloperMode, 'isOn'>,
): Handlers {
  const agreed = new Set<string>()
  let isAsking = false

  async function require(question: MessageBoxOptions): Promise<void> {
    if (isAsking) throw new Failure('aborted', 'Another question is open.')
    isAsking = true
    // A question that cannot be shown has not been agreed to.
    const answer = await ask(question).catch(() => null)
    isAsking = false
    if (answer?.response !== agreeButton) throw new Failure('aborted', 'The person refused.')
  }

  async function requireServers(addresses: string[]): Promise<void> {
    const origins = addresses.flatMap(originOf)
    // The handler refuses an address that cannot be read.
    if (origins.length < addresses.length) return
    const known = new Set([...workspaces.addresses().flatMap(originOf), ...agreed])
    const unknown = [...new Set(origins)].filter((origin) => !known.has(origin))
    if (unknown.length === 0) return
    await require(serverQuestion(texts(), unknown))
    for (const origin of unknown) agreed.add(origin)
  }

  return {
    ...handlers,
    async addWorkspace(request) {
      await requireServers(serversOf(request))
      return await handlers.addWorkspace(request)
    },
    async checkWorkspace(request) {
      await requireServers(serversOf(request))
      return await handlers.checkWorkspace(request)
    },
    async updateWorkspace(request) {
      await requireServers(serversOf(request.workspace))
      return await handlers.updateWorkspace(request)
    },
    async checkTokenService(request) {
      // Outside of developer mode the call is refused, without a question.
      if (developerMode.isOn()) await requireServers([request.url])
      return await handlers.checkTokenService(request)
    },
    async openWebLink(request) {
      await require(webLinkQuestion(texts(), request.url))
      return await handlers.openWebLink(request)
    },
    async changePreferences(patch) {
      if (patch.developerMode && !developerMode.isOn())
        await require(developerModeQuestion(texts()))
      return await handlers.changePreferences(patch)
    },
  }
}

function serversOf({ serverUrl, tokenServiceUrl, singleSignOn }: NewWorkspace): string[] {
  const all = [serverUrl, tokenServiceUrl, singleSignOn?.issuer ?? '']
  return all.filter((url) => url.trim() !== '')
}

/** The question before the window may talk to servers for the first time. */
export function serverQuestion(
  { questions: text }: Texts,
  origins: readonly string[],
): MessageBoxOptions {
  return consentQuestion(text, {
    message: text.connectTo(origins.map((origin) => shownHost(new URL(origin).host))),
    detail: text.connectDetail(origins.length),
    agree: text.connect,
  })
}

/** The question before a web address of a message opens. It shows the address as the browser gets it. */
export function webLinkQuestion({ questions: text }: Texts, url: string): MessageBoxOptions {
  return consentQuestion(text, {
    message: text.openInBrowser(shownHost(new URL(url).host)),
    detail: url.length <= longestShownAddress ? url : `${url.slice(0, longestShownAddress - 1)}…`,
    agree: text.open,
  })
}

function developerModeQuestion({ questions: text }: Texts): MessageBoxOptions {
  return consentQuestion(text, {
    message: text.turnDeveloperModeOn,
    detail: text.developerModeDetail,
    agree: text.turnOn,
  })
}

interface Consent {
  message: string
  detail: string
  /** The label of the button that agrees. */
  agree: string
}

function consentQuestion(
  { cancel }: Texts['questions'],
  { message, detail, agree }: Consent,
): MessageBoxOptions {
  return {
    type: 'question',
    message,
    detail,
    buttons: [cancel, agree],
    defaultId: cancelButton,
    cancelId: cancelButton,
    noLink: true,
  }
}

/** Of a long host the end is shown: it says who owns it. */
function shownHost(host: string): string {
  return host.length <= longestShownHost ? host : `…${host.slice(1 - longestShownHost)}`
}

/** Scheme, host and port; none for an address that cannot be read. */
function originOf(address: string): string[] {
  const trimmed = address.trim()
  return URL.canParse(trimmed) ? [new URL(trimmed).origin] : []
}
