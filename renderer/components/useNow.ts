import { useEffect, useReducer } from 'preact/hooks'

/** The current time in epoch ms. Re-renders at an interval. */
export function useNow(everyMs: number): number {
  const [, rerender] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const timer = setInterval(rerender, everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return Date.now()
}
