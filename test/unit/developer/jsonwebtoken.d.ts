/** jsonwebtoken, as far as the tests use it: its types are a package of their own. */
declare module 'jsonwebtoken' {
  const jwt: {
    sign(claims: object, secret: string): string
    verify(token: string, secret: string, options: { algorithms: string[] }): unknown
  }
  export default jwt
}
