/** The closed list of error codes, the fields of the core's errors, and the values that a message may name. The core declares all. */
export type {
  FailureAbout as ErrorAbout,
  FailureCode as ErrorCode,
  FailureField as ErrorField,
} from '../main/auth/errors.ts'
