import { isReachable } from '../access/health.ts'
import type { OpenRoute } from '../http/route.ts'
import { languages } from '../method/languages.ts'
import { safePath } from './safe-path.ts'

/** Small things of the house itself: the language, how it is doing, and how accessible it is. */
export const houseRoutes: OpenRoute[] = [
  {
    method: 'post',
    path: '/language',
    door: 'anyone',
    may: 'anyone',
    handle: ({ body }) => {
      const { language, back } = body as { language?: unknown; back?: unknown }
      const chosen = languages.find((code) => code === language) ?? 'nl'
      return { redirect: safePath(back), language: chosen }
    },
  },
  {
    method: 'get',
    path: '/healthz',
    door: 'anyone',
    may: 'anyone',
    handle: async ({ db, deps: { version, commit, engine } }) => {
      const reachable = await isReachable(db)
      return {
        json: { status: reachable ? 'ok' : 'unavailable', version, commit, database: engine },
        status: reachable ? 200 : 503,
      }
    },
  },
  {
    method: 'get',
    path: '/accessibility',
    door: 'anyone',
    may: 'anyone',
    handle: ({ t }) => ({
      view: 'doors/accessibility',
      page: { title: t('accessibility.title'), lead: t('accessibility.lead') },
    }),
  },
]
