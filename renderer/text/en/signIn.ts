/** The sign-in screen and its workspaces. */
export const signIn = {
  /** The credentials that a token service requires. */
  serviceAuth: { password: 'User ID and password', none: 'User ID only' },
}
