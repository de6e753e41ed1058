// @ts-check

/**
 * The names of a package with each installer. Where Debian's name changed between releases, the newer one is first.
 *
 * @typedef {{ 'apt-get': readonly string[], dnf: string, pacman: string }} Package
 * @typedef {keyof Package} Installer
 */

/** @type {readonly Installer[]} */
export const INSTALLERS = ['apt-get', 'dnf', 'pacman']

/** @type {Record<string, Package>} */
const PACKAGES = {
  nss: { 'apt-get': ['libnss3'], dnf: 'nss', pacman: 'nss' },
  sound: { 'apt-get': ['libasound2t64', 'libasound2'], dnf: 'alsa-lib', pacman: 'alsa-lib' },
  graphics: { 'apt-get': ['libgbm1'], dnf: 'mesa-libgbm', pacman: 'mesa' },
  secret: { 'apt-get': ['libsecret-1-0'], dnf: 'libsecret', pacman: 'libsecret' },
  gtk: { 'apt-get': ['libgtk-3-0t64', 'libgtk-3-0'], dnf: 'gtk3', pacman: 'gtk3' },
  display: { 'apt-get': ['xvfb'], dnf: 'xorg-x11-server-Xvfb', pacman: 'xorg-server-xvfb' },
  keys: { 'apt-get': ['xdotool'], dnf: 'xdotool', pacman: 'xdotool' },
  bus: { 'apt-get': ['dbus'], dnf: 'dbus-daemon', pacman: 'dbus' },
  keyring: { 'apt-get': ['gnome-keyring'], dnf: 'gnome-keyring', pacman: 'gnome-keyring' },
  nssTool: { 'apt-get': ['libnss3-tools'], dnf: 'nss-tools', pacman: 'nss' },
  wayland: { 'apt-get': ['weston'], dnf: 'weston', pacman: 'weston' },
  fontTool: { 'apt-get': ['fontconfig'], dnf: 'fontconfig', pacman: 'fontconfig' },
  // 1.8 MB; the smallest of Debian that has Chinese, Japanese and Korean.
  cjkFont: {
    'apt-get': ['fonts-droid-fallback'],
    dnf: 'google-droid-sans-fonts',
    pacman: 'ttf-droid',
  },
  browser: { 'apt-get': ['chromium'], dnf: 'chromium', pacman: 'chromium' },
  secretTool: { 'apt-get': ['libsecret-tools'], dnf: 'libsecret', pacman: 'libsecret' },
}

/** @type {readonly [RegExp, keyof typeof PACKAGES][]} */
const BRINGS = [
  [/^Xvfb$/, 'display'],
  [/^xdotool$/, 'keys'],
  [/^dbus-run-session$/, 'bus'],
  [/^gnome-keyring-daemon$/, 'keyring'],
  [/^secret-tool$/, 'secretTool'],
  [/^certutil$/, 'nssTool'],
  [/^weston$/, 'wayland'],
  [/^chromium$/, 'browser'],
  [/^fc-list$/, 'fontTool'],
  [/^a font with Chinese characters$/, 'cjkFont'],
  [/^lib(nss|nssutil|smime|nspr)\d/, 'nss'],
  [/^libasound\./, 'sound'],
  [/^lib(gbm|drm)\./, 'graphics'],
  [/^libsecret-/, 'secret'],
  // It depends on everything else that a window is linked to: X11, accessibility, printing.
  [/^lib/, 'gtk'],
]

/**
 * The packages that bring what is missing.
 *
 * @param {readonly string[]} missing file names of shared libraries and programs
 * @param {Installer} installer
 * @param {(name: string) => boolean} isKnown whether this release has a package of that name
 * @returns {string[]} each once
 */
export function packagesFor(missing, installer, isKnown) {
  const wanted = missing.map((name) => BRINGS.find(([pattern]) => pattern.test(name))?.[1])
  const names = wanted.flatMap((key) => {
    const names = key === undefined ? [] : [PACKAGES[key]?.[installer] ?? []].flat()
    return names.find(isKnown) ?? names.at(-1) ?? []
  })
  return [...new Set(names)]
}

/**
 * The command that a person types to install packages.
 *
 * @param {Installer} installer
 * @param {readonly string[]} names
 */
export function installCommand(installer, names) {
  const command = {
    'apt-get': 'apt-get install -y',
    dnf: 'dnf install -y',
    pacman: 'pacman -S --needed',
  }
  return `sudo ${command[installer]} ${names.join(' ')}`
}
