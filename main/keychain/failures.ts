import { Failure } from '../auth/errors.ts'

/** A prompt takes a person longer than this; a call without one takes a few ms. */
const promptMs = 1_000

/** Texts with which a keychain says that it did nothing: no library, no bus, no service, no collection. */
const nothingDone =
  /\block|IsLocked|not provided by any|not activatable|ServiceUnknown|autolaunch|dbus-launch|could not connect|given address|unsupported transport|cannot be started|\.so\b|libsecret|bad data|does not exist at path|no such secret collection|No such object path|exited with status/i

/** A dismissed prompt, as the answer of a person: it is not repeated soon. */
const dismissed = 'The unlock prompt was dismissed.'

/**
 * The failure of one keychain call from the keychain's own text. libsecret says "Cannot create an item in a locked
 * collection" at once without a display, and after the person has dismissed the prompt with one.
 */
export function keychainFailure(message: string, tookMs: number): Failure {
  const isLocked = /\block|IsLocked|dismissed|user cancell?ed|interaction is not allowed/i.test(
    message,
  )
  if (!isLocked) return new Failure('keychainUnavailable', message)
  return tookMs > promptMs
    ? new Failure('keychainLocked', dismissed)
    : new Failure('keychainLocked', message)
}

/** True when a `get` without a result took as long as a person: libsecret answers a dismissed prompt with null. */
export function isPromptTime(tookMs: number): boolean {
  return tookMs > promptMs
}

/** The failure of a `get` whose prompt was dismissed. */
export function dismissedPrompt(): Failure {
  return new Failure('keychainLocked', dismissed)
}

/** True when a person has dismissed the prompt of this call. */
export function isDismissed({ code, message }: Failure): boolean {
  return code === 'keychainLocked' && message === dismissed
}

/**
 * True when the failed call has certainly changed nothing. A call that timed out or whose process crashed may have been
 * carried out all the same, and so may one with a text that is unknown here.
 */
export function isDefinite({ code, message }: Failure): boolean {
  return code === 'keychainLocked' || nothingDone.test(message)
}
