import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test, type TestContext } from 'node:test'
import type { FaultsPatch } from '../../../sandbox/faults.ts'
import { startSandbox } from '../../../sandbox/server.ts'
import type { CheckReport } from '../../../preload/contract.ts'
import { readCommandLine } from '../../../scripts/checkTokenService/commandLine.ts'
import { askPassword } from '../../../scripts/checkTokenService/password.ts'
import { testSecret } from '../../support/fakes.ts'
import { runCommand } from './command.ts'

const LATCHKEY_PASSWORD = 'alice-sandbox'

async function serviceUrl(t: TestContext, faults: FaultsPatch = {}): Promise<string> {
  const sandbox = await startSandbox({ secret: testSecret, bot: 'off', faults })
  t.after(() => sandbox.stop())
  return sandbox.tokenServiceUrl
}

test('a good service ends with 0 and a line a probe, and its address may hold “=”', async (t) => {
  const url = await serviceUrl(t)
  const args = [`--url=${url}?a=b=c`, '--user-id=alice']
  const { code, out, err } = await runCommand(args, { LATCHKEY_PASSWORD })
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /^✔ Reachable +\d+ ms {2}127\.0\.0\.1:\d+ answers\.\n/)
  assert.match(out, /\n\n20 passed, 0 warnings, 0 failed, 0 skipped\n$/)
})

test('a failure ends with 1 and says how to fix it', async (t) => {
  const url = await serviceUrl(t, { tokenService: 'wrongUser', tokenLifeSeconds: 'forever' })
  const args = [`--url=${url}`, '--user-id=alice']
  const { code, out } = await runCommand(args, { LATCHKEY_PASSWORD })
  assert.equal(code, 1)
  assert.match(out, /\n✖ User ID .*“bob”[^→]*\n +→ Set user_id to/)
  assert.match(out, /\n! Expiry /)
  assert.match(out, /, 1 warning, 1 failed, \d skipped\n$/)
})

test('with --json the report alone is on standard output', async (t) => {
  const url = await serviceUrl(t)
  const args = [`--url=${url}`, '--user-id=alice', '--json']
  const { code, out } = await runCommand(args, { LATCHKEY_PASSWORD: 'not-it' })
  const report = JSON.parse(out) as CheckReport
  assert.equal(code, 1)
  assert.equal(report.url, url)
  assert.equal(report.findings.find(({ probe }) => probe === 'status')?.verdict, 'fail')
  assert.ok(!out.includes('not-it'))
})

test('sign-outs are checked when asked for', async (t) => {
  const args = [`--url=${await serviceUrl(t)}`, '--user-id=alice', '--sign-out=delete']
  const { code, out } = await runCommand(args, { LATCHKEY_PASSWORD })
  assert.equal(code, 0)
  assert.match(out, /\n✔ Sign-out +\d+ ms {2}DELETE ends a sign-in/)
  assert.match(out, /\n\n21 passed, 0 warnings, 0 failed, 0 skipped\n$/)
})

for (const [what, args, said] of [
  ['no address', ['--user-id=alice'], /^--url is missing$/],
  ['no user ID', ['--url=http://127.0.0.1:1/'], /^--user-id is missing$/],
  ['another sign-in', ['--url=x', '--user-id=a', '--sign-in=magic'], /^--sign-in is/],
  ['another sign-out', ['--url=x', '--user-id=a', '--sign-out=yes'], /^--sign-out is/],
  ['an option that is not known', ['--uri=x'], /^Unknown option '--uri'$/],
  ['a password on the command line', ['--password=hunter2'], /^A password does not belong/],
  ['a password after a space', ['--url=x', 'hunter2'], /^Options only/],
] as const) {
  test(`${what} is wrong usage, and no value is repeated`, () => {
    const command = readCommandLine([...args])
    assert.ok(command.kind === 'wrong')
    assert.match(command.message, said)
    assert.ok(!command.message.includes('hunter2'))
  })
}

for (const [args, said] of [
  [['--user-id=alice'], /^--url is missing\.\n\nUsage: /],
  [['--url=http://a.example/', '--user-id=a'], /^--url must start with https/],
  [['--url=https://a.example/', '--user-id='], /^--user-id is empty\./],
] as const) {
  test(`${args.join(' ')} ends with 2 and what is wrong`, async () => {
    const { code, out, err } = await runCommand([...args], { LATCHKEY_PASSWORD })
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, said)
  })
}

test('without a terminal and without LATCHKEY_PASSWORD it ends with 2', async () => {
  const { code, err } = await runCommand(['--url=https://a.example/', '--user-id=alice'])
  assert.deepEqual([code, err], [2, 'A password is needed: set LATCHKEY_PASSWORD.\n'])
})

test('a service that wants no password is checked without asking for one', async (t) => {
  const sandbox = await startSandbox({ secret: testSecret, bot: 'off', signIn: 'none' })
  t.after(() => sandbox.stop())
  const args = [`--url=${sandbox.tokenServiceUrl}`, '--user-id=alice', '--sign-in=none']
  assert.equal((await runCommand(args)).code, 0)
})

test('the usage is printed when asked for', () => {
  assert.equal(readCommandLine(['--help']).kind, 'help')
})

test('a password is typed, mended and not shown', async () => {
  const { asked, input, shown } = ask()
  input.write('hunterr')
  input.write('\u007f2é\r')
  assert.equal(await asked, 'hunter2é')
  assert.equal(shown(), 'Password: \n')
})

for (const [name, key] of [
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
] as const) {
  test(`${name} calls the question off`, async () => {
    const { asked, input, shown } = ask()
    input.write(key)
    assert.equal(await asked, null)
    assert.equal(shown(), 'Password: \n')
  })
}

function ask() {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const asked = askPassword('Password: ', input, output)
  return { asked, input, shown: () => String(output.read()) }
}
