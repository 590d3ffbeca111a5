#!/usr/bin/env node
import './ready.js'

await import('../dist/cli.js')
