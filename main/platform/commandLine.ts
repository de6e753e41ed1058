/** The value of `--name=VALUE`; null when it is not given. */
export function switchValue(argv: readonly string[], name: string): string | null {
  const prefix = `--${name}=`
  return argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) || null
}
