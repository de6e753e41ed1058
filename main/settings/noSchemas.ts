/**
 * Stands in the bundle for the packages that electron-store needs only for a schema or for migrations: ajv, ajv-formats
 * and semver (docs/dependencies.md). The settings have neither: valibot and `main/settings/schema.ts` do both.
 */
const reason = 'The settings file has no schema and no migrations of electron-store.'

/** In place of `ajv`. Throws when electron-store is given a schema. */
export function Ajv2020(): never {
  throw new Error(reason)
}

/** In place of `ajv-formats` and `semver`. Throws when anything of it is used. */
export default new Proxy(
  {},
  {
    get() {
      throw new Error(reason)
    },
  },
)
