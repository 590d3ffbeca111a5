import path from 'node:path'
import compression from 'compression'
import express, { type Express } from 'express'
import { NotFound } from './errors.ts'
import { assetsFolder, sendTalkWorker } from './http/assets.ts'
import { answerProblem } from './http/problem.ts'
import { mount, type Deps } from './http/route.ts'
import { keepNothing, knownHost, sameSite, securityHeaders } from './http/security.ts'
import { routes } from './routes.ts'

/** Makes the application: what a request meets, in this order. */
export function createApp(deps: Deps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', deps.trustProxy)
  app.set('https', deps.baseUrl.startsWith('https:'))
  app.set('query parser', 'simple')
  app.use(securityHeaders(deps.baseUrl))
  app.use(compression())
  app.use('/assets', express.static(assetsFolder, { immutable: true, maxAge: '1y', index: false }))
  app.use('/favicon.svg', express.static(favicon, { maxAge: '1d' }))
  app.get('/talk-worker.js', sendTalkWorker)
  app.use(keepNothing)
  app.use(knownHost(deps.baseUrl))
  app.use(sameSite(deps.baseUrl))
  mount(app, deps, routes)
  app.use(() => {
    throw new NotFound('no such page')
  })
  app.use(answerProblem(deps))
  return app
}

const favicon = path.join(import.meta.dirname, '../src/client/favicon.svg')
