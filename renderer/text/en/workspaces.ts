/** The texts of the form for a workspace and of the list in the settings. */
export const workspaces = {
  title: 'Workspaces',
  inUse:
    'You are signed in. To select another workspace or change this one, sign out or switch account first.',
  fixed: 'From the configuration file',
  edit: (name: string) => `Edit ${name}`,
  remove: (name: string) => `Remove ${name}`,
  moveUp: (name: string) => `Move ${name} up`,
  moveDown: (name: string) => `Move ${name} down`,
  fromFile: 'Fill in from a file…',
  name: 'Name',
  apiKey: 'API key',
  serverUrl: 'Server URL',
  tokenServiceUrl: 'Token service URL',
  optional: 'Optional',
  requires: 'The token service requires',
  signIn: {
    password: 'User ID and password',
    none: 'User ID only',
    oidc: 'Single sign-on in the browser',
  },
  issuer: 'Identity provider URL (issuer)',
  clientId: 'Client ID',
  scopes: 'Scopes',
  usualScopes: 'openid offline_access',
  isTold: 'End the sign-in there when I sign out',
  otherAddress:
    'This makes it another workspace. Sign-ins saved for the old address are not used here. You find them under “Other saved sign-ins”.',
  otherService:
    'Sign-ins saved with the old token service are not sent to the new one. Everyone signs in again.',
  otherIssuer:
    'Sign-ins saved with the old identity provider are not sent to the new one. Everyone signs in again.',
  add: 'Add workspace',
  adding: 'Adding…',
  addAnyway: 'Add anyway',
  save: 'Save changes',
  saving: 'Saving…',
  saveAnyway: 'Save anyway',
  test: 'Test',
  cancel: 'Cancel',
  results: 'Test results',
  passed: {
    reachable: 'The chat server answers.',
    tls: 'The connection is encrypted, and this computer trusts the certificate.',
    apiKey: 'The chat server accepts the API key.',
    tokenService: 'The token service answers.',
  },
  notTested: {
    reachable: 'The connection was not tested.',
    tls: 'The encryption was not tested.',
    apiKey: 'The API key was not tested.',
    tokenService: 'The token service was not tested.',
  },
  notEncrypted: 'The connection is not encrypted. That is safe only for a server on this computer.',
}

export type WorkspacesTexts = typeof workspaces
