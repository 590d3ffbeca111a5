import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { Unreadable } from '../errors.ts'

/** Puts the headers on every answer that keep a page ours alone. */
export function securityHeaders(baseUrl: string): RequestHandler {
  const isHttps = baseUrl.startsWith('https:')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // With no-referrer Chromium sends `Origin: null` on every form.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
    // A browser ignores it, with an error in its console, where the origin is not to be trusted.
    crossOriginOpenerPolicy: (isHttps || isLoopback(baseUrl)) && { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
  })
}

/** Nothing personal stays in a cache; what browsers may keep says so itself. */
export function keepNothing(_request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store')
  next()
}

/** Refuses a request under a name that is not ours: links in what we answer would lead elsewhere. */
export function knownHost(baseUrl: string): RequestHandler {
  const ours = new URL(baseUrl).host
  return (request, _response, next) => {
    const host = request.get('host') ?? ''
    if (host !== ours && !loopback.test(host)) throw new WrongHost(host)
    next()
  }
}

/** Thrown when visitors reach us under another name than BASE_URL says. */
export class WrongHost extends Error {}

/** Tells whether an address leads to this machine only, so that phones cannot reach it. */
export function isLoopback(baseUrl: string): boolean {
  return loopback.test(new URL(baseUrl).host)
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Refuses what another site makes a browser send. Sec-Fetch-Site tells; only where it is missing must Origin be ours. */
export function sameSite(baseUrl: string): RequestHandler {
  const ours = new URL(baseUrl).host
  return (request, _response, next) => {
    if (!reading.includes(request.method) && !isOwn(request, ours))
      throw new Unreadable('sent by another site')
    next()
  }
}

const reading = ['GET', 'HEAD', 'OPTIONS']

function isOwn(request: Request, ours: string): boolean {
  const site = request.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return isOurs(request.get('origin'), ours, request.get('host'))
}

/** Without either header it is no browser, and brings no cookie that it was not given. */
function isOurs(origin: string | undefined, ours: string, host: string | undefined): boolean {
  if (origin === undefined) return true
  const from = URL.canParse(origin) ? new URL(origin).host : ''
  return from === ours || (loopback.test(from) && from === host)
}
