// What a fresh machine lacks, brought before anything else runs. Plain JavaScript for any Node >= 20, no dependency.
// Installs the packages of package-lock.json (Node 24 among them) when they are absent or out of date; with --browser
// also Chromium, LibreOffice and Japanese fonts where it may (root on Debian), else says in one sentence what is missing.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const args = new Set(process.argv.slice(2))
const say = (text) => process.stderr.write(`${text}\n`)

function run(command, commandArgs) {
  const done = spawnSync(command, commandArgs, { cwd: root, stdio: ['ignore', args.has('--quiet') ? 'ignore' : 2, 2] })
  return done.status === 0
}

function installPackages() {
  const stamp = join(root, 'node_modules', '.sakyu-setup')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('必要な部品を用意しています（初回のみ、約30秒）… installing packages')
  if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])) {
    say('npm ci failed: see the lines above; the npm registry must be reachable once.')
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}

const firstExisting = (paths) => paths.find((path) => path && existsSync(path))
const hasChromium = () =>
  firstExisting([process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'])
const hasOffice = () => firstExisting(['/usr/bin/soffice', '/usr/bin/libreoffice'])
const hasFonts = () => spawnSync('fc-list', [':lang=ja', 'family']).stdout?.length > 0
const hasPdfTools = () => firstExisting(['/usr/bin/pdftotext'])

function installBrowser() {
  if (hasChromium() && hasOffice() && hasFonts() && hasPdfTools()) return
  const packages = ['chromium', 'libreoffice-writer', 'fonts-noto-cjk', 'poppler-utils', 'poppler-data', 'libxml2-utils']
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('ブラウザーと文書の試験に要る部品を用意しています… apt-get install')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
  }
  if (!(hasChromium() && hasOffice() && hasFonts() && hasPdfTools()))
    say(`Browser and document tests are skipped here: install ${packages.join(' ')} (or set CHROMIUM_PATH) to run them.`)
}

installPackages()
if (args.has('--browser')) installBrowser()
