/** The sign-in forms of developer mode. */
export const localToken = {
  forTesting: 'For testing a backend. Nothing is saved.',
  development: 'Development token',
  aboutDevelopment:
    'Unsigned. Works only while the app’s auth checks are off; then anyone can sign in as anyone.',
  create: 'Create a token',
  aboutCreate:
    'Latchkey signs and renews the token with your API secret. Anyone who has the secret can impersonate any user. It stays in memory until you sign out.',
  useDevelopment: 'Use a development token instead',
  useSecret: 'Use an API secret instead',
  submitDevelopment: 'Use development token',
  secret: 'API secret',
  enterAgain: 'Enter it again',
  lifetime: 'Lifetime in seconds',
  neverExpires: 'Never expires',
  submitSecret: 'Create token and sign in',
  notForProduction: 'Not for production',
}
