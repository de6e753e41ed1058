import * as v from 'valibot'
import type { Calls, SandboxFaultsPatch } from '../../preload/contract.ts'
import { cidShape } from '../desktop/deepLink.ts'
import { preferenceFields } from '../settings/preferences.ts'

/** The argument of a call. */
export type Request<Name extends keyof Calls> = Parameters<Calls[Name]>[0]

const short = v.pipe(v.string(), v.maxLength(2_000))
const cid = v.pipe(v.string(), v.regex(cidShape))
const key = v.strictObject({ key: short })
const id = v.strictObject({ id: short })
const nothing = v.undefined()
const pasted = v.pipe(v.string(), v.maxLength(1_000_000))

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const mostSwitches = 50

const switchValue = v.nullish(
  v.union([v.pipe(v.string(), v.maxLength(40)), v.pipe(v.number(), v.finite()), v.boolean()]),
)

/** The sandbox has the list of its switches and checks each value itself: it is a server, and does not trust us either. */
const switches = v.custom<SandboxFaultsPatch>((patch) => {
  if (!isRecord(patch)) return false
  const values = Object.values(patch as object)
  return values.length <= mostSwitches && values.every((value) => v.is(switchValue, value))
})

const preferences = v.strictObject({
  ...preferenceFields,
  launchAtLogin: v.boolean(),
  developerMode: v.boolean(),
})

const newWorkspace = v.strictObject({
  name: short,
  apiKey: short,
  serverUrl: short,
  tokenServiceUrl: short,
  signIn: v.picklist(['password', 'none', 'oidc']),
  signOut: v.exactOptional(v.picklist(['none', 'delete'])),
  singleSignOn: v.exactOptional(
    v.strictObject({
      issuer: short,
      clientId: short,
      scopes: short,
      audience: v.nullable(short),
      prompt: v.nullable(short),
    }),
  ),
})

/** The system's browser gets nothing else: other schemes start other programs. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, href } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' && href === text
}

/** Where nothing has to be in it, a Map would pass for an object as well. */
function isRecord(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]'
}

/** The shape of each call's request: what the window sends is checked here and nowhere else. */
export const schemas = {
  readView: nothing,
  signInWithService: v.strictObject({ userId: short, password: short, keep: v.boolean() }),
  signInWithBrowser: v.strictObject({ userId: v.nullable(short), keep: v.boolean() }),
  openBrowserAgain: nothing,
  cancelBrowserSignIn: nothing,
  signInWithToken: v.strictObject({
    token: pasted,
    userId: short,
    keep: v.boolean(),
  }),
  signInAsGuest: v.strictObject({ name: short, keep: v.boolean() }),
  signInAnonymously: nothing,
  switchTo: key,
  forget: v.strictObject({ key: short, unsentMessages: v.exactOptional(count) }),
  switchAccount: nothing,
  signOut: nothing,
  retryConnection: nothing,
  pageRendered: nothing,
  networkOnline: nothing,
  retryKeychain: nothing,
  listChannels: v.strictObject({ page: v.pipe(count, v.maxValue(100)) }),
  readSavedChat: key,
  openChannel: v.strictObject({ account: short, cid }),
  createChannel: v.strictObject({
    account: short,
    type: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
    id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
    members: v.pipe(v.array(v.pipe(v.string(), v.maxLength(255))), v.maxLength(99)),
  }),
  readOlderMessages: v.strictObject({
    cid,
    before: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  }),
  sendMessage: v.strictObject({
    account: short,
    cid,
    id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
  }),
  discardMessage: id,
  addWorkspace: newWorkspace,
  readWorkspace: id,
  checkWorkspace: newWorkspace,
  openWorkspaceFile: nothing,
  updateWorkspace: v.strictObject({ id: short, workspace: newWorkspace }),
  moveWorkspace: v.strictObject({ id: short, to: v.picklist(['up', 'down']) }),
  chooseWorkspace: id,
  removeWorkspace: v.strictObject({ id: short, unsentMessages: v.exactOptional(count) }),
  answerProxy: v.strictObject({ host: short, username: short, password: short }),
  cancelProxy: nothing,
  readKeptInputs: nothing,
  keepInput: v.strictObject({
    key: short,
    text: v.nullable(v.pipe(v.string(), v.maxLength(100_000))),
  }),
  restartToUpdate: nothing,
  signInWithDevelopmentToken: v.strictObject({ userId: short }),
  signInWithSecret: v.strictObject({ userId: short, secret: short, lifetime: short }),
  copyToken: nothing,
  inspectSession: nothing,
  inspectToken: v.strictObject({ token: pasted }),
  readTimeline: nothing,
  exportTimeline: nothing,
  readFaults: nothing,
  changeFaults: switches,
  runSandboxAction: v.picklist(['expire', 'revoke', 'cut', 'reset']),
  readTokenService: nothing,
  checkTokenService: v.strictObject({
    url: short,
    userId: short,
    password: short,
    accessToken: v.exactOptional(v.pipe(v.string(), v.maxLength(20_000))),
    signIn: v.picklist(['password', 'none', 'oidc']),
    signOut: v.exactOptional(v.picklist(['none', 'delete'])),
  }),
  stopCheck: nothing,
  changePreferences: v.pipe(v.unknown(), v.check(isRecord), v.partial(preferences)),
  readAbout: nothing,
  showLog: nothing,
  acceptLink: nothing,
  findChannel: v.strictObject({ cid }),
  openWebLink: v.strictObject({
    url: v.pipe(v.string(), v.maxLength(20_000), v.check(isWebAddress)),
  }),
  dismissLink: nothing,
} satisfies { [Name in keyof Calls]: v.GenericSchema<unknown, Request<Name>> }
