import type { Workspace } from '../../../preload/contract.ts'

export const sandbox: Workspace = {
  id: 'sandbox',
  name: 'Latchkey Sandbox',
  host: '127.0.0.1:41234',
  passwordHost: null,
  source: 'sandbox',
  signIn: 'password',
  sandboxUsers: [
    { userId: 'alice', password: 'wonderland' },
    { userId: 'bob', password: 'builder' },
    { userId: 'carol', password: 'christmas' },
    { userId: 'zoë_o’neil-of-the-northern-isles', password: 'puffin' },
  ],
}

export const acme: Workspace = {
  id: 'acme',
  name: 'Acme',
  host: 'chat.acme.example',
  passwordHost: null,
  source: 'app',
  signIn: 'password',
  sandboxUsers: [],
}

/** A workspace without a token service and with a very long name. */
export const longName: Workspace = {
  id: 'long',
  name: 'Acme International Widgets and Sprockets (Staging, Europe)',
  host: 'chat.a-rather-long-host-name-for-a-window.staging.acme.example',
  passwordHost: null,
  source: 'configuration',
  signIn: null,
  sandboxUsers: [],
}
