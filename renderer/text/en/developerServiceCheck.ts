import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

/** The check of a token service. Its findings come from main. */
export const serviceCheck = {
  title: 'Check a token service',
  about:
    'Latchkey calls the service about twenty times, once with a wrong password. Use a test account.',
  url: 'URL',
  requires: 'It requires',
  requiresAccessToken: 'Access token (single sign-on)',
  endsSignIns: 'It ends sign-ins with DELETE',
  userId: 'User ID',
  password: 'Password',
  accessToken: 'Access token',
  check: 'Check',
  stop: 'Stop',
  checking: (done: number) => `Checking… ${done} done`,
  stopped: 'Stopped.',
  verdicts: { pass: 'Passed', warn: 'Warning', fail: 'Failed', skipped: 'Skipped' },
  counts: {
    pass: (count: number) => `${count} passed`,
    warn: (count: number) => plural(count, { one: '1 warning', other: `${count} warnings` }),
    fail: (count: number) => `${count} failed`,
    skipped: (count: number) => `${count} skipped`,
  },
}
