/** Asks until the answer is not null. @throws with what was waited for and what was there instead */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value | null> | Value | null,
  limitMs = 10_000,
  instead: () => Promise<string> | string = () => '',
): Promise<Value> {
  const startedAt = performance.now()
  for (;;) {
    const found = await ask()
    if (found !== null) return found
    if (performance.now() - startedAt > limitMs) {
      const there = await instead()
      throw new Error(`${what}: not within ${limitMs / 1000} s${there && `; instead: ${there}`}`)
    }
    await pause(20)
  }
}

/** Waits. A fault needs time to do its harm. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Waits until something is so. @throws with what was waited for */
export async function untilTrue(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  limitMs = 10_000,
): Promise<void> {
  await until(what, async () => ((await isSo()) ? true : null), limitMs)
}
