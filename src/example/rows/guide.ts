import type { Draft, Rows } from '../draft.ts'
import { facts } from '../facts.ts'

/** The guide, published. */
export function guideRows({ studyId: study_id, randomId, at }: Draft): Rows {
  const { title, preface, reflection, reflectionBy, newQuestions, method, makers, photoPage } = facts.guide
  return {
    guides: [
      {
        ...{ study_id, title, preface, reflection, reflection_by: reflectionBy, method, makers },
        ...{ new_questions: newQuestions.join('\n'), published_at: at(-8), figures: null, version: 1 },
      },
    ],
    guide_photos: photoPage.map((photo, position) => ({
      ...{ study_id, photo_id: randomId(`photo:${photo}`), position },
    })),
  }
}
