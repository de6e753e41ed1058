/** The dialogs over a screen. */
export const dialogs = {
  proxyTitle: (host: string) => `The proxy ${host} requires a user name and password`,
  proxyRealm: (realm: string) => `Its realm is ${realm}.`,
  userName: 'User name',
  password: 'Password',
  inMemory: 'Kept in memory until you quit.',
  proceed: 'Continue',
  updateReady: (version: string) => `Latchkey ${version} is ready. It installs when you quit.`,
  restart: 'Restart now',
}
