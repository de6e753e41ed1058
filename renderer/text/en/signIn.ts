/** The sign-in screen. */
export const signIn = {
  title: (workspace: string) => `Sign in to ${workspace}`,
  methods: 'Sign-in methods',
  settings: 'Settings',
  tabs: { signIn: 'Sign in', guest: 'Guest', anonymous: 'Anonymous', developer: 'Developer' },
  /** The credentials that a token service requires. */
  serviceAuth: { password: 'User ID and password', none: 'User ID only' },
  userId: 'User ID',
  password: 'Password',
  passwordGoesTo: (host: string) => `Your password goes to ${host}`,
  keepSignedIn: 'Keep me signed in',
  submit: 'Sign in',
  busy: 'Signing in…',
  connecting: 'Connecting…',
  optional: 'Optional',
  useToken: 'Use a token instead',
  usePassword: 'Use a password instead',
  token: 'Token',
  readFromToken: 'Read from the token',
  submitToken: 'Sign in with token',
  aboutGuests:
    'A guest has a name but no account. Guests can read livestreams, and write where the workspace allows it. Their token is not renewed: when it expires, you continue as a new guest.',
  displayName: 'Display name',
  submitGuest: 'Continue as guest',
  aboutAnonymous:
    'Without signing in you can read livestreams but not write. Other users do not see you. Nothing is saved on this computer.',
  submitAnonymous: 'Continue without signing in',
  sandboxUsers: 'Sandbox users',
  fillIn: (userId: string) => `Fill in ${userId}`,
  workspace: 'Workspace',
  close: 'Close',
  remembered: 'Remembered accounts',
}
