import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/** Electron's fuses in a shipped Latchkey, each decided. */
const fuses: Record<FuseV1Options, boolean> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Not for safety but for speed: WebAssembly checks its bounds by hand without it. As Electron has it.
  [FuseV1Options.WasmTrapHandlers]: true,
}

/**
 * Sets the fuses of an Electron. A fuse that this Electron lacks, being too old, is left out; one that it has and nobody
 * has decided is an error, so that an update of Electron cannot bring one unseen.
 */
export async function setFuses(executable: string): Promise<void> {
  const wire = await getCurrentFuseWire(executable)
  const present = Object.entries(fuses).filter(([fuse]) => fuse in wire)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    ...(Object.fromEntries(present) as typeof fuses),
  })
}
