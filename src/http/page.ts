import type { Readable } from 'node:stream'
import type { Range } from '../files/storage.ts'
import type { Language } from '../method/languages.ts'

/** A view and exactly what it prints. The view's file is views/VIEW.ejs. */
export type Page<View extends string = string, Data extends object = Record<string, unknown>> = {
  view: View
  page: Data & {
    title: string
    /** One line that says what the page is for. */
    lead?: string | undefined
    /** Uses the whole width, for what is wider than a column of text. */
    wide?: boolean
  }
  status?: number
}

/** What a route's handler returns: a page, another address, or something that is no page. */
export type Answer = (Page | Redirect | Download | Json | Stream) & {
  /** The visit's new token, for its cookie. */
  token?: string
  /** The language that was chosen, for its cookie. */
  language?: Language
}
type Redirect = {
  redirect: string
  /** Said once on the page that comes, with how many it is about where the notice says so. */
  notice?: Notice
  count?: number
}
export type Download = {
  download: Readable | Buffer | string | Ranged
  type: string
  /** The name to save it under; shown in the browser when it has none. */
  fileName?: string
  /** In bytes, where it is known. */
  size?: number
  /** Names this very content: a browser that has it may show it again, after asking. */
  etag?: string
}
/** A file of which a part may be asked for, such as sound that is played from the middle. Its `size` must be known. */
export type Ranged = { part: (range: Range) => Readable }
/** Events that say that something of a topic changed; who does not ask for events is led to the page they are for. */
type Stream = { live: string; instead: string }
type Json = { json: object; status?: number }

/** What is said on the page that a redirect leads to. */
export const notices = [
  'saved',
  'added',
  'addedFilled',
  'removed',
  'sent',
  'linksEnded',
  'agreed',
  'agreedAgain',
  'photoIn',
  'corrected',
  'drawingIn',
  'textIn',
  'ready',
  'blurred',
  'helpAsked',
  'exampleComing',
  'studyStarted',
  'papersShared',
  'guideOpened',
  'guideClosed',
  'exampleRemoved',
  'drawn',
  'asked',
  'listed',
] as const
export type Notice = (typeof notices)[number]

/** A notice on its way, as its cookie holds it. */
export type SaidNotice = { notice: Notice; count: number }
