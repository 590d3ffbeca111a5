#!/usr/bin/env node
import { makeReady } from './ready.js'

await makeReady()
await import('../dist/cli.js')
