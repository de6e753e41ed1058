/** What a token service granted, as far as a check goes on with it. */
export interface Granted {
  token: string
  credential: string | null
  /** The id in `user`; null where there is none. */
  userId: string | null
}
