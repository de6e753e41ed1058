import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasDisplay } from '../../../scripts/setup/display.mjs'

test('on Linux a display is there if X11 or Wayland names one', () => {
  assert.equal(hasDisplay('linux', {}), false)
  assert.equal(hasDisplay('linux', { DISPLAY: '' }), false)
  assert.equal(hasDisplay('linux', { DISPLAY: ':0' }), true)
  assert.equal(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' }), true)
})

test('macOS and Windows name none and have one', () => {
  assert.equal(hasDisplay('darwin', {}), true)
  assert.equal(hasDisplay('win32', {}), true)
})
