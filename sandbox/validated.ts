import * as v from 'valibot'

import { Refusal } from './refusal.ts'

/** A value that came from outside as a shape, or a refusal with code 4 that names the field. */
export function validated<Shape extends v.GenericSchema>(
  shape: Shape,
  value: unknown,
): v.InferOutput<Shape> {
  const result = v.safeParse(shape, value)
  if (result.success) return result.output
  const [issue] = result.issues
  throw new Refusal(4, `Bad input: ${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`)
}
