import type { IpcMainInvokeEvent, WebContents } from 'electron'
import * as v from 'valibot'
import type { Calls, Reply } from '../../preload/contract.ts'
import { Failure, toFailure } from '../auth/errors.ts'
import type { Log } from '../auth/ports.ts'
import { toErrorAbout } from './errorAbout.ts'
import { redact } from '../logging/redact.ts'
import type { CallSource } from './pendingCalls.ts'
import { schemas, type Request } from './schemas.ts'
import { origin } from '../window/appProtocol.ts'

type Value<Name extends keyof Calls> =
  Awaited<ReturnType<Calls[Name]>> extends Reply<infer Result> ? Result : never

/** The handler of each call: returns the value, or throws a Failure. */
export type Handlers = {
  [Name in keyof Calls]: (request: Request<Name>) => Promise<Value<Name>> | Value<Name>
}

/** The only sender that may call: the window's top frame, showing our own page. */
export interface Caller {
  contents(): WebContents | null
}

/** Answers the window's calls: sender, schema, handler and reply in one place, for all of them alike. */
export function answerCalls(
  ipcMain: CallSource,
  caller: Caller,
  handlers: Handlers,
  log: Log,
): void {
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
      const { code, message, field, about } = failure
      return { ok: false, code, message: redact(message), field, ...toErrorAbout(about) }
    }
  }
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
