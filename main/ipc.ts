import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import * as v from 'valibot'
import type { Calls, ErrorCode, Events, Reply } from '../preload/contract.ts'
import { Failure, toFailure } from './auth/failure.ts'
import type { Log } from './auth/ports.ts'
import { redact } from './redact.ts'
import { origin } from './scheme.ts'

type Request<Name extends keyof Calls> = Parameters<Calls[Name]>[0]
type Value<Name extends keyof Calls> =
  Awaited<ReturnType<Calls[Name]>> extends Reply<infer Result> ? Result : never

/** What main does for each call; throws a Failure, or returns the value. */
export type Handlers = {
  [Name in keyof Calls]: (request: Request<Name>) => Promise<Value<Name>> | Value<Name>
}

const short = v.pipe(v.string(), v.maxLength(2_000))
const cid = v.pipe(v.string(), v.regex(/^[\w-]{1,64}:[\w!-]{1,64}$/))
const key = v.strictObject({ key: short })
const id = v.strictObject({ id: short })
const nothing = v.undefined()

const schemas = {
  readView: nothing,
  signInWithService: v.strictObject({ userId: short, password: short, keep: v.boolean() }),
  signInWithToken: v.strictObject({
    token: v.pipe(v.string(), v.maxLength(1_000_000)),
    userId: short,
    keep: v.boolean(),
  }),
  signInAsGuest: v.strictObject({ name: short, keep: v.boolean() }),
  signInAnonymously: nothing,
  continueAs: key,
  forget: key,
  switchAccount: nothing,
  signOut: nothing,
  retryConnection: nothing,
  retryKeychain: nothing,
  listChannels: nothing,
  openChannel: v.strictObject({ cid }),
  sendMessage: v.strictObject({
    cid,
    id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
  }),
  discardMessage: id,
  addWorkspace: v.strictObject({
    name: short,
    apiKey: short,
    serverUrl: short,
    tokenServiceUrl: short,
    signIn: v.picklist(['password', 'none']),
  }),
  chooseWorkspace: id,
  removeWorkspace: id,
} satisfies { [Name in keyof Calls]: v.GenericSchema<unknown, Request<Name>> }

/** Who may call: the window's own top frame, showing our own page. */
export interface Caller {
  contents(): WebContents | null
}

/** Answers the window's calls: sender, schema, handler and reply in one place, for all of them alike. */
export function answerCalls(ipcMain: IpcMain, caller: Caller, handlers: Handlers, log: Log): void {
  for (const name of Object.keys(schemas) as (keyof Calls)[]) {
    ipcMain.handle(name, (event, request: unknown) => answer(name, event, request))
  }

  async function answer<Name extends keyof Calls>(
    name: Name,
    event: IpcMainInvokeEvent,
    request: unknown,
  ): Promise<Reply<Value<Name>>> {
    try {
      if (!isOurs(event, caller)) throw new Failure('badInput', 'This caller is not the window.')
      return { ok: true, value: await handlers[name](readRequest(name, request)) }
    } catch (error) {
      const failure = toFailure(error)
      log.warn('call.failed', { name, code: failure.code })
      // The window's list of codes is the core's: this line does not compile when one has what the other lacks.
      const code: ErrorCode = failure.code satisfies ErrorCode
      return { ok: false, code, message: redact(failure.message), field: failure.field }
    }
  }
}

/** Tells the window something. */
export function tell<Name extends keyof Events>(
  contents: WebContents | null,
  name: Name,
  event: Events[Name],
): void {
  if (contents && !contents.isDestroyed()) contents.send(`event:${name}`, event)
}

function isOurs(event: IpcMainInvokeEvent, caller: Caller): boolean {
  const frame = event.senderFrame
  const contents = caller.contents()
  if (!frame || !contents) return false
  return frame === contents.mainFrame && frame.origin === origin
}

function readRequest<Name extends keyof Calls>(name: Name, request: unknown): Request<Name> {
  const read = v.safeParse(schemas[name], request)
  if (read.success) return read.output
  const field = v.getDotPath(read.issues[0]) ?? 'the request'
  throw new Failure('badInput', `The call ${name} is not as expected at ${field}.`)
}
