/** The licences under which a package may be shipped: permissive, and asking for no more than their text. */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
]

/**
 * Whether a package under this licence may be shipped. Of several to choose from (`OR`) one is enough, of several at once
 * (`AND`) each has to be allowed. Whatever else an expression can say, an exception or a later version, is refused.
 * https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
 */
export function isAllowed(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1')
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed.includes(licence)))
}
