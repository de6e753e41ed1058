import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ended, firstLine } from './processes.ts'

/** A session bus of our own. */
export interface Bus {
  readonly address: string
  stop(): Promise<void>
}

/** A bus that has nothing to start when somebody asks for a service, as where no keyring is installed. */
const bare = (
  services: string,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  ${services}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/** Starts a session bus, which starts what is installed when somebody asks for it. */
export function startBus(env: Record<string, string>): Promise<Bus> {
  return start(env, [])
}

/**
 * Starts a session bus without any services, or with those of one folder alone; its configuration is put into `folder`.
 * @param services a folder of `.service` files
 */
export async function startBareBus(
  env: Record<string, string>,
  folder: string,
  services?: string,
): Promise<Bus> {
  const path = join(folder, services === undefined ? 'bus.conf' : 'bus-with-services.conf')
  await writeFile(path, bare(services === undefined ? '' : `<servicedir>${services}</servicedir>`))
  return start(env, [`--config-file=${path}`])
}

/** It lives as long as its standard input is open, so that nothing is left behind when we are killed. A signal would end it without its daemon. */
async function start(env: Record<string, string>, options: string[]): Promise<Bus> {
  const script = 'printf "%s\\n" "$DBUS_SESSION_BUS_ADDRESS"; exec cat >/dev/null'
  const bus = spawn('dbus-run-session', [...options, '--', 'sh', '-c', script], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return {
    address: await firstLine(bus, 'dbus-run-session'),
    stop: () => ended(bus, () => bus.stdin.end()),
  }
}
