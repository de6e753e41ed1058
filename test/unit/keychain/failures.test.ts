import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  dismissedPrompt,
  isDefinite,
  isDismissed,
  keychainFailure,
} from '../../../main/keychain/failures.ts'

const locked = 'Cannot create an item in a locked collection'

test('a locked keychain that took longer than a second was locked by a person', () => {
  assert.equal(isDismissed(keychainFailure(locked, 1_000)), false)
  assert.equal(isDismissed(keychainFailure(locked, 1_001)), true)
  assert.equal(isDismissed(keychainFailure('No such collection', 60_000)), false)
})

test('a dismissed prompt and a locked keychain have changed nothing; a time-out may have', () => {
  assert.equal(isDefinite(dismissedPrompt()), true)
  assert.equal(isDefinite(keychainFailure(locked, 0)), true)
  assert.equal(isDefinite(keychainFailure('interaction is not allowed', 0)), true)
  assert.equal(isDefinite(keychainFailure('The keychain did not answer in 3 minutes.', 0)), false)
})
