import assert from 'node:assert/strict'
import { test } from 'node:test'
import { switchValue } from '../../../main/platform/commandLine.ts'

test('a switch is found by its whole name', () => {
  const argv = ['x', '--configuration=a', '--config', 'b', '--user-data-dir=/tmp/x=y']
  assert.equal(switchValue(argv, 'config'), null)
  assert.equal(switchValue(argv, 'user-data-dir'), '/tmp/x=y')
})
