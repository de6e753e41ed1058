import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { ErrorCode, OpenChannel } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import type { InputStore, TextPath } from './inputStore.ts'

/** The types of channel that the form offers. */
export const newChannelTypes = ['messaging', 'team', 'livestream'] as const
export type NewChannelType = (typeof newChannelTypes)[number]

/** The form for a new channel. The server decides whether the account may create one. */
export interface NewChannel {
  readonly dialog: ReadonlySignal<
    { state: 'closed' | 'open' | 'creating' } | { state: 'failed'; code: ErrorCode }
  >
  readonly type: Signal<NewChannelType>
  readonly name: ReadonlySignal<string>
  /** User IDs, divided by spaces or commas. */
  readonly members: ReadonlySignal<string>
  open(): void
  /** Closes the dialog and keeps what was typed. */
  close(): void
  write(field: 'name' | 'members', text: string): void
  /** Creates the channel and opens it. After a failure everything typed stays. */
  create(): Promise<void>
  /** Switches to the texts of an account. Null while signed out. */
  resetForAccount(account: TextPath | null): void
}

export interface NewChannelOptions {
  api: Pick<Api, 'createChannel'>
  inputs: InputStore
  newId(): string
  /** Lists and opens a channel that was created. */
  show(channel: OpenChannel): void
}

export function createNewChannel(options: NewChannelOptions): NewChannel {
  const { api, inputs, newId, show } = options
  const dialog: Signal<NewChannel['dialog']['value']> = signal({ state: 'closed' })
  const type = signal<NewChannelType>('messaging')
  const texts = { name: signal(''), members: signal('') }
  let own: TextPath | null = null

  function write(field: 'name' | 'members', text: string): void {
    texts[field].value = text
    if (own) inputs.keep([...own, field], text === '' ? null : text)
  }

  return {
    dialog,
    type,
    ...texts,
    write,
    open: () => void (dialog.value = { state: 'open' }),
    close: () => void (dialog.value = { state: 'closed' }),
    async create() {
      const period = own
      const name = texts.name.peek().trim()
      if (name === '' || dialog.peek().state === 'creating') return
      dialog.value = { state: 'creating' }
      const members = texts.members.peek().split(/[\s,;]+/)
      const [, , account = ''] = own ?? []
      const reply = await api.createChannel({
        account,
        type: type.peek(),
        id: idOf(name, newId()),
        name,
        members: members.filter((userId) => userId !== ''),
      })
      if (period !== own) return
      if (!reply.ok) return void (dialog.value = { state: 'failed', code: reply.code })
      dialog.value = { state: 'closed' }
      write('name', '')
      write('members', '')
      show(reply.value)
    },
    resetForAccount(account) {
      own = account && [...account, 'newChannel']
      dialog.value = { state: 'closed' }
      for (const field of ['name', 'members'] as const) {
        texts[field].value = (own && inputs.read([...own, field])) ?? ''
      }
    },
  }
}

/** Readable, and unlike any other: opening an ID that exists would open another channel. */
function idOf(name: string, uuid: string): string {
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 24)
  const unique = uuid.replaceAll('-', '').slice(0, 12)
  return readable === '' ? unique : `${readable}-${unique}`
}
