import type { Draft, Rows } from '../draft.ts'
import { facts } from '../facts.ts'
import { quotationKey } from './talks.ts'

/** The findings with their evidence, what is recommended, and what a group may choose to work on. */
export function findingRows({ studyId: study_id, id, randomId, at }: Draft): Rows {
  const made = { study_id, made_at: at(-24), version: 1 }
  return {
    findings: facts.findings.map(({ key, category, kind, title, text, holdsMostlyFor }) => ({
      ...{ id: id(key), ...made, category_id: id(`category:${category}`), kind, title, text },
      ...{ holds_for: holdsMostlyFor, state: 'ready' as const, fallen: 0 },
    })),
    finding_quotations: facts.quotations
      .filter(({ answer }) => answer !== 'no')
      .flatMap((quotation) =>
        quotation.findings.map((finding) => ({
          ...{ study_id, finding_id: id(finding), quotation_id: id(quotationKey(quotation)) },
        })),
      ),
    finding_photos: facts.findings.flatMap(({ key, photos }) =>
      photos.map((photo) => ({ study_id, finding_id: id(key), photo_id: randomId(`photo:${photo}`) })),
    ),
    recommendations: facts.recommendations.map(({ category, byWhom, text }) => ({
      ...{ id: id(`recommendation:${text}`), ...made, category_id: id(`category:${category}`), text },
      ...{ by_whom: byWhom, to_whom: '', timing: '' },
    })),
    recommendation_findings: facts.recommendations.flatMap(({ text, restsOn }) =>
      restsOn.map((finding) => ({
        ...{ study_id, recommendation_id: id(`recommendation:${text}`), finding_id: id(finding) },
      })),
    ),
    development_points: facts.findings.map(({ key, developmentPoint }) => ({
      ...{ id: id(`point:${key}`), ...made, text: developmentPoint },
    })),
    point_findings: facts.findings.map(({ key }) => ({
      ...{ study_id, point_id: id(`point:${key}`), finding_id: id(key) },
    })),
  }
}
