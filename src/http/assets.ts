import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Request, Response } from 'express'
import { z } from 'zod'

const Metafile = z.object({ outputs: z.record(z.string(), z.object({ entryPoint: z.string().optional() })) })

/** The folder of what browsers load, made by `npm run client`; every name in it holds a hash of its content. */
export const assetsFolder = path.join(import.meta.dirname, '../../dist/client')

/** Where browsers find the style sheet, that of a large sheet of paper, and the script. */
export type Assets = { css: string; sheet: string; script: string }

/** Finds the hashed names in what the bundler wrote. Throws when nothing was built. */
export function readAssets(): Assets {
  const of = (entry: string) => `/assets/${nameOf(entry)}`
  return {
    css: of('src/client/styles/main.css'),
    sheet: of('src/client/styles/sheet.css'),
    script: of('src/client/main.ts'),
  }
}

/** Answers with the worker that keeps a talk at hand. Browsers ask for it at one address, whatever it holds. */
export function sendTalkWorker(_request: Request, response: Response): void {
  // Asked for anew each time: an old one would go on answering.
  response.set('Cache-Control', 'no-cache')
  response.sendFile(path.join(assetsFolder, nameOf('src/client/talk-worker.ts')))
}

function nameOf(entry: string): string {
  const metafile = path.join(assetsFolder, 'assets.json')
  if (!existsSync(metafile)) throw new Error('Run `npm run client` first: there is no style sheet.')
  const { outputs } = Metafile.parse(JSON.parse(readFileSync(metafile, 'utf8')))
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === entry)
  return path.basename(found?.[0] ?? '')
}
