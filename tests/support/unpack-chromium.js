// A program of its own: the package looks at the whole process's environment for where to unpack, and what.
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import chromium from '@sparticuz/chromium'

await chromium.executablePath()

// The package's own looks for its fonts in places that are not there.
writeFileSync(
  path.join(tmpdir(), 'fonts/fonts.conf'),
  '<?xml version="1.0"?><fontconfig><dir prefix="relative">fonts</dir></fontconfig>\n',
)
