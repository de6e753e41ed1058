import { Failure } from '../auth/errors.ts'

/**
 * The promise, or a failure as soon as the signal is aborted. What the promise still brings is dropped.
 * @throws Failure `aborted`, unless told otherwise
 */
export function orAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
  failure = new Failure('aborted', 'It was called off.'),
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(failure)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.finally(() => signal.removeEventListener('abort', abort)).then(resolve, reject)
  })
}
