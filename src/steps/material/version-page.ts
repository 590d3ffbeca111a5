import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import type { Difference } from '../../method/alike.ts'
import { changesBetween, type Changed } from '../../method/changes.ts'
import type { Translate } from '../../text/text.ts'
import type { Material } from './queries.ts'
import type { Version } from './version-queries.ts'

/** How many places with changes one page shows. */
const mostPlaces = 300

type VersionPage = Page<
  'material/version',
  { about: string; places: (Changed & { heading: string })[]; more: string; back: string }
>

/** What a text was before it was corrected, beside the text as it is now, where they differ. */
export function versionPage(
  t: Translate,
  seat: Seat,
  material: Material,
  version: Version & { text: string },
  differing: readonly Difference[],
): VersionPage {
  const places = changesBetween(version.text, material.text, differing)
  return {
    view: 'material/version',
    page: {
      title: t('material.versionTitle', { version: version.version }),
      lead: material.title,
      wide: true,
      about: versionShown(t, version),
      places: places.slice(0, mostPlaces).map((place, index) => ({
        ...place,
        heading: t('material.changeNth', { nth: index + 1, count: places.length }),
      })),
      more:
        places.length > mostPlaces ? t('material.changesMore', { count: places.length - mostPlaces }) : '',
      back: `/studies/${seat.studyId}/material/${material.id}`,
    },
  }
}

/** Which version it was, until when, and who corrected it. */
export function versionShown(t: Translate, { version, until_at, by }: Version): string {
  const until = t.time(until_at)
  return by === null
    ? t('material.version', { version, until })
    : t('material.versionBy', { version, until, by })
}
