import Database from 'better-sqlite3'
import type { House } from './house.ts'

/** What a group can put its dots on, in the study of fillFindings(). Their ids are point-0, point-1 and so on. */
export const points = [
  'Overal een bordje bij de deur',
  'De sleutels van twee gebouwen delen',
  'Een mok voor iedereen',
]

/** Puts two findings that are ready, and the points, into a study of a house, as its pages would keep them. */
export function fillFindings({ database }: House, study: string): void {
  const studyId = study.split('/').at(-1) ?? ''
  const db = new Database(database)
  const at = '2026-11-22T09:00:00.000Z'
  const finding = db.prepare(
    `insert into findings (id, study_id, category_id, kind, title, text, holds_for, state, fallen, made_at, version)
     values (?, ?, null, ?, ?, ?, 'wie nieuw is', 'ready', 0, ?, 1)`,
  )
  const said = 'Wie nieuw is, zoekt de eerste weken. Niemand weet wie er achter welke deur werkt.'
  finding.run('door', studyId, 'friction', 'Een deur zonder bordje', said, at)
  finding.run('keys', studyId, 'strength', 'Sleutels zijn altijd bij de hand', '', at)
  const point = db.prepare(
    'insert into development_points (id, study_id, text, made_at, version) values (?, ?, ?, ?, 1)',
  )
  for (const [index, text] of points.entries()) point.run(`point-${index}`, studyId, text, at)
  db.close()
}
