import path from 'node:path'
import ejs from 'ejs'
import type { Translate } from '../text/text.ts'
import type { Frame } from './frame.ts'
import type { Page } from './page.ts'

const viewsFolder = path.join(import.meta.dirname, '../../views')

/** A view sees `page` and `t`; any other name in it is an error. */
export const viewOptions = {
  root: viewsFolder,
  strict: true,
  destructuredLocals: ['page', 't'],
  cache: true,
  rmWhitespace: true,
}

/** Gives the HTML of a page in its frame. */
export function render({ view, page }: Page, frame: Frame, t: Translate): Promise<string> {
  return ejs.renderFile(path.join(viewsFolder, `${view}.ejs`), { page: { ...page, frame }, t }, viewOptions)
}
