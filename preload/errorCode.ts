/** The closed list of error codes, and the values that an error message may name. The core declares both. */
export type { FailureAbout as ErrorAbout, FailureCode as ErrorCode } from '../main/auth/errors.ts'
