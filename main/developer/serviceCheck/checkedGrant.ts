/** The grant of a token service, as a check uses it. */
export interface CheckedGrant {
  token: string
  credential: string | null
  /** The id in `user`; null where there is none. */
  userId: string | null
}
